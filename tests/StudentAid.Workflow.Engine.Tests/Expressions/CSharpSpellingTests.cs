using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using Xunit;

namespace StudentAid.Workflow.Engine.Tests.Expressions;

public class CSharpSpellingTests
{
    [Theory]
    [InlineData("return Variables.Counter.ToString();", "\"2\"")]
    [InlineData("Variables.Price + 1m", "2.5")]
    [InlineData("Variable.N + Variables.Get<int>(\"n\") + (int)Variables.Get(\"price\")", "7")]
    [InlineData("Variables.N < Variables.Counter", "false")]
    [InlineData("Variables.Get<List<string>?>(\"list\").Count", "5")]
    [InlineData("Input.Get<string>(\"Input1\") + Input.Input1 + Inputs.Get(\"Input1\")", "\"FooFooFoo\"")]
    [InlineData("Output.From<string>(\"Act1\", \"Out\") + Output.From(\"Act1\") + Output.LastResult + ExecutionContext.CorrelationId", "\"o2o1lastCORRELATIONID\"")]
    [InlineData("$\"a{Variables.Counter + 1}b{{}}{Variables.Nope}{(true ? \"y\" : \"n\")}\"", "\"a3b{}y\"")]
    [InlineData("$@\"c:\\{Variables.N}\"\"\"", "\"c:\\\\3\\\"\"")]
    [InlineData("@\"a\\b\"\"c\"", "\"a\\\\b\\\"c\"")]
    [InlineData("Variables.S.Length + Variables.List.Count + Variables.List.Count()", "15")]
    [InlineData("Variables.S.Contains(\"llo\") && Variables.S.StartsWith(\"H\") && Variables.S.EndsWith('o')", "true")]
    [InlineData("Variables.S.ToUpper().Substring(1, 2) + \" x \".Trim().ToLower()", "\"ÉLx\"")]
    [InlineData("\"a.b.c\".Replace(\".\", \"-\").Split('-').Length", "3")]
    [InlineData("string.IsNullOrEmpty(Variables.Empty) && String.IsNullOrWhiteSpace(Variables.Nope)", "true")]
    [InlineData("string.Join(\"; \", new[] { 1, 2, })", "\"1; 2\"")]
    [InlineData("new List<string> { \"a\" }.Count + new int[] { 1 }.Length", "2")]
    [InlineData("new { A = 1, B = new[] { 2 } }", "{\"A\":1,\"B\":[2]}")]
    [InlineData("Math.Max(1, 2.5d) + Math.Round(2.5) + Math.Round(1.255m, 2)", "5.76")]
    [InlineData("(decimal)3L / 2", "1.5")]
    [InlineData("(Variables.Nope ?? \"d\")!.Length", "1")]
    [InlineData("Variables.Nope?.Length ?? 0", "0")]
    [InlineData("int.Parse(\"12\") + Convert.ToInt32(\"3\") + decimal.Parse(\"1.5\")", "16.5")]
    [InlineData("Variables.Counter == 2 ? \"two\" : \"other\"", "\"two\"")]
    [InlineData("Variables.O.ContainsKey(\"a\") && Variables.S.Equals(\"Héllo\")", "true")]
    [InlineData("Variables.N + 1 is null || Variables.Nope is not null || Variables.Nope is null", "true")]
    [InlineData("DateTime.Now", "expression-not-allowed")]
    [InlineData("new DateTime(2025, 1, 1)", "expression-not-allowed")]
    [InlineData("Guid.NewGuid()", "expression-not-allowed")]
    [InlineData("Variables.Set(\"x\", 1)", "expression-not-allowed")]
    [InlineData("Variables.X = 1", "expression-not-allowed")]
    [InlineData("Variables.List.Where(x => x > 1)", "expression-not-allowed")]
    [InlineData("System.IO.File.ReadAllText(\"x\")", "expression-not-allowed")]
    [InlineData("Variables.S.GetType()", "expression-not-allowed")]
    [InlineData("$\"{Variables.N:F2}\"", "expression-not-allowed")]
    [InlineData("Variables.N is string", "expression-not-allowed")]
    [InlineData("var x = 1; return x;", "expression-not-allowed")]
    [InlineData("2 ** 3", "expression-not-allowed")]
    [InlineData("variables.x", "expression-unknown-name-near")]
    [InlineData("[1]", "expression-value-expected")]
    public void CSharp_is_a_second_spelling_of_the_same_language(string text, string expected) =>
        Run.Shown(text, ExpressionLanguage.CSharp).Should().Be(expected);
}
