using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Activities.Scripting;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Analysis;

/// <summary>Expressions: that they parse and run here, what they read, and that nothing personal is stored where it would be plain.</summary>
internal sealed class ExpressionLint
{
    /// <summary>So many are enough to find one's way, and keep the findings of a long document short.</summary>
    private const int MostNamed = 30;

    private readonly Linting linting;
    private readonly HashSet<string> outputs = new(StringComparer.Ordinal);
    private readonly HashSet<string> inputs;
    private readonly HashSet<string> shared = new(StringComparer.Ordinal);
    private readonly HashSet<string> personalInputs;
    private readonly bool hasPersonal;
    private string[]? readable;

    private ExpressionLint(Linting linting)
    {
        this.linting = linting;
        inputs = linting.Definition.Inputs.Select(i => i.Name).ToHashSet(StringComparer.Ordinal);
        personalInputs = linting.Definition.Inputs.Where(i => i.Personal).Select(i => i.Name).ToHashSet(StringComparer.Ordinal);
        hasPersonal = personalInputs.Count > 0;
        foreach (var node in linting.Definition.Root.All())
        {
            outputs.Add(node.Id);
            if (node.Name is { } name)
                outputs.Add(name);
            hasPersonal |= node.Variables.Any(v => v.Personal);
            if (linting.TypeOf(node)?.Description is { } description)
            {
                inputs.UnionWith(description.InstanceInputs);
                shared.UnionWith(description.InstanceVariables);
            }
        }

        hasPersonal |= linting.Definition.Variables.Any(v => v.Personal);
    }

    public static void Check(Linting linting)
    {
        var lint = new ExpressionLint(linting);
        lint.CheckDeclarations(linting.Definition.Variables);
        lint.Visit(linting.Definition.Root, isInLoop: false);
    }

    private void Visit(ActivityNode node, bool isInLoop)
    {
        CheckDeclarations(node.Variables);
        foreach (var input in node.Inputs)
            CheckInput(node, Scripts.Meant(node.Type, input), isInLoop);
        for (var i = 0; i < node.Children.Length; i++)
        {
            if (node.Children[i].Elsa?["condition"] is RecordValue condition)
                CheckNested(node, $"cases[{i}].condition", condition, isInLoop);
        }

        CheckStores(node);
        isInLoop |= linting.TypeOf(node) is { Description.IsLoop: true };
        foreach (var child in node.Children)
            Visit(child.Node, isInLoop);
    }

    private void CheckDeclarations(ImmutableArray<VariableDeclaration> declared)
    {
        foreach (var variable in declared.Where(v => !VariableTypeNames.IsKnown(v.Type)))
            linting.Report(LintCodes.UnknownVariableType.With(("name", variable.Name), ("type", variable.Type)), Severity.Warning, linting.Places.Activity(linting.Definition.Root.Id));
    }

    private void CheckInput(ActivityNode node, ActivityInput input, bool isInLoop)
    {
        linting.Operations++;
        switch (input.Kind)
        {
            case InputKind.JavaScript: CheckText(node, input.Name, input.Text, ExpressionLanguage.JavaScript, isInLoop); break;
            case InputKind.CSharp: CheckText(node, input.Name, input.Text, ExpressionLanguage.CSharp, isInLoop); break;
            case InputKind.Variable: CheckRead(node, input.Name, ReadKind.Variable, VariableOf(input.Value), isInLoop); break;
            case InputKind.Input: CheckRead(node, input.Name, ReadKind.Input, ElsaForm.VariableIn(input.Value) ?? input.Text, isInLoop); break;
            case InputKind.Other:
                var type = input.Elsa?["expression"]["type"].AsText() ?? "";
                linting.Report(
                    LintCodes.ExpressionTypeDoesNotRun.With(("activity", node.Id), ("input", input.Name), ("type", type)), linting.Broken,
                    linting.Places.Option(node.Id, input.Name));
                break;
            case InputKind.Literal when input.Name == "cases":
                for (var i = 0; i < input.Value.Items.Length; i++)
                {
                    if (input.Value.Items[i]["condition"] is RecordValue condition)
                        CheckNested(node, $"cases[{i}].condition", condition, isInLoop);
                }

                break;
        }
    }

    private void CheckNested(ActivityNode node, string place, RecordValue condition, bool isInLoop)
    {
        var expression = condition["expression"] as RecordValue ?? condition;
        if (expression["type"].AsText() is { } type)
            CheckInput(node, new ActivityInput(place, ElsaForm.KindOf(type), expression["value"], Value.Record(("expression", Value.Record(("type", type))))), isInLoop);
    }

    private void CheckText(ActivityNode node, string option, string text, ExpressionLanguage language, bool isInLoop)
    {
        linting.Operations += text.Length;
        var parsed = linting.Executable.Expression(text, language);
        if (parsed.Expression is not { } expression)
        {
            linting.Report(parsed.Error!, Severity.Error, linting.Places.Option(node.Id, option, parsed.Offset));
            return;
        }

        foreach (var alternatives in expression.Reads.GroupBy(r => r.Offset))
        {
            if (!alternatives.Any(r => IsKnown(r.Kind, r.Name, isInLoop)))
                ReportUnknown(alternatives.First().Name!, linting.Places.Option(node.Id, option, alternatives.Key));
            else if (alternatives.Select(SealedOutput).FirstOrDefault(o => o is not null) is { } output)
                linting.Report(LintCodes.SealedOutput.With(("activity", node.Id), ("name", output)), Severity.Error, linting.Places.Option(node.Id, option, alternatives.Key));
        }
    }

    /// <summary>The output that a read gives as the address of sealed content, where comparing it is never true; null where it gives a value.</summary>
    private string? SealedOutput(ExpressionRead read)
    {
        if (read is not { Kind: ReadKind.Output, Name: { } name } || linting.Definition.Root.All().FirstOrDefault(n => n.Id == name || n.Name == name) is not { } source)
            return null;
        var of = linting.TypeOf(source)?.Description.Outputs.FirstOrDefault(o => o.Personal && (read.Output is null || string.Equals(o.Name, read.Output, StringComparison.OrdinalIgnoreCase)));
        return of is null ? null : $"{source.Id}.{of.Name}";
    }

    private void CheckRead(ActivityNode node, string option, ReadKind kind, string name, bool isInLoop)
    {
        if (!IsKnown(kind, name, isInLoop))
            ReportUnknown(name, linting.Places.Option(node.Id, option));
    }

    private bool IsKnown(ReadKind kind, string? name, bool isInLoop) => name is null || kind switch
    {
        ReadKind.Variable => linting.Executable.Variable(name) is not null || shared.Contains(name) || (isInLoop && name is "CurrentValue" or "CurrentIndex"),
        ReadKind.Input => inputs.Contains(name),
        ReadKind.Output => outputs.Contains(name),
        _ => true,
    };

    private void ReportUnknown(string name, Position? at)
    {
        readable ??= [.. linting.Definition.Variables.Select(v => v.Name).Concat(inputs).Concat(shared).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var nearest = linting.Near(name, readable);
        linting.Report(
            nearest is null ? LintCodes.UnknownRead.With(("name", name), ("known", readable.Length > 0 ? string.Join(", ", readable.Take(MostNamed)) : "–")) : LintCodes.UnknownReadNear.With(("name", name), ("nearest", nearest)), linting.Broken, at);
    }

    /// <summary>Where values go: variables and outputs that exist, and personal ones into personal ones.</summary>
    private void CheckStores(ActivityNode node)
    {
        foreach (var output in node.Outputs)
        {
            var target = linting.Executable.Variable(output.Target) ?? linting.Executable.Output(output.Target);
            var isPersonal = linting.TypeOf(node)?.Description.Outputs.Any(o => o.Personal && string.Equals(o.Name, output.Name, StringComparison.OrdinalIgnoreCase)) == true;
            if (target is null)
                linting.Report(LintCodes.UnknownTarget.With(("activity", node.Id), ("name", output.Target)), linting.Broken, linting.Places.Option(node.Id, output.Name));
            else if (isPersonal && !target.Personal)
                ReportPersonal(node, output.Name, output.Name, target.Name);
            else if (hasPersonal && !target.Personal && output.Name == Scripts.Output && Scripts.InputOf(node) is { } script && PersonalIn(script) is { } personal)
                ReportPersonal(node, output.Name, personal, target.Name);
        }

        if (node.Type == "Elsa.SetVariable" && node.Input("variable") is { Kind: InputKind.Literal } variable)
            CheckStore(node, "value", VariableOf(variable.Value), linting.Executable.Variable(VariableOf(variable.Value)), "variable");
        CheckPlain(node);
        if (node.Type == "Elsa.SetOutput" && node.Input("outputName") is { Kind: InputKind.Literal } name)
            CheckStore(node, "outputValue", name.Text, linting.Executable.Output(name.Text), "outputName");
    }

    /// <summary>What is in clear by its nature: the variables that a type sets by itself, the instance's name and its correlation id.</summary>
    private void CheckPlain(ActivityNode node)
    {
        foreach (var name in (linting.TypeOf(node)?.Description.InstanceVariables ?? []).Where(n => linting.Executable.Variable(n) is { Personal: true }))
            linting.Report(ExecutionCodes.PlainByNature.With(("activity", node.Id), ("name", name)), Severity.Error, linting.Places.Activity(node.Id));
        var (option, what) = node.Type switch { "Elsa.SetName" => ("value", "name"), "Elsa.Correlate" => ("correlationId", "correlationId"), _ => ("", "") };
        if (hasPersonal && node.Input(option) is { } input && PersonalIn(input) is not null)
            linting.Report(ExecutionCodes.PlainByNature.With(("activity", node.Id), ("name", what)), Severity.Error, linting.Places.Option(node.Id, option));
    }

    private void CheckStore(ActivityNode node, string value, string name, VariableDeclaration? target, string option)
    {
        if (target is null)
            linting.Report(LintCodes.UnknownTarget.With(("activity", node.Id), ("name", name)), linting.Broken, linting.Places.Option(node.Id, option));
        if (hasPersonal && target is not { Personal: true } && node.Input(value) is { } input && PersonalIn(input) is { } personal)
            ReportPersonal(node, value, personal, name);
    }

    private void ReportPersonal(ActivityNode node, string option, string name, string target) => linting.Report(
        LintCodes.PersonalInPlain.With(("activity", node.Id), ("name", name), ("target", target)), Severity.Error, linting.Places.Option(node.Id, option));

    private string? PersonalIn(ActivityInput input) => input.Kind switch
    {
        InputKind.Variable => PersonalVariable(VariableOf(input.Value)),
        InputKind.Input => (ElsaForm.VariableIn(input.Value) ?? input.Text) is var name && personalInputs.Contains(name) ? name : null,
        InputKind.JavaScript => PersonalIn(input.Text, ExpressionLanguage.JavaScript),
        InputKind.CSharp => PersonalIn(input.Text, ExpressionLanguage.CSharp),
        _ => null,
    };

    private string? PersonalIn(string text, ExpressionLanguage language) =>
        (linting.Executable.Expression(text, language).Expression?.Reads ?? []).Select(r => r switch
        {
            // A computed name may be any of them.
            { Name: null, Kind: ReadKind.Variable or ReadKind.Input } => "?",
            { Kind: ReadKind.Variable, Name: { } name } => PersonalVariable(name),
            { Kind: ReadKind.Input, Name: { } name } => personalInputs.Contains(name) ? name : null,
            _ => null,
        }).FirstOrDefault(n => n is not null);

    private string? PersonalVariable(string nameOrId) => linting.Executable.Variable(nameOrId) is { Personal: true } variable ? variable.Name : null;

    private static string VariableOf(Value value) => ElsaForm.VariableIn(value) ?? "";
}
