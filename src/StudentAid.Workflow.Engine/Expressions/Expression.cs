using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Engine.Expressions;

/// <summary>Two spellings of one tree.</summary>
public enum ExpressionLanguage { JavaScript, CSharp }

/// <summary>Either the expression, or why it is refused and at which UTF-16 offset of the text.</summary>
public sealed record ExpressionResult(Expression? Expression, Rejection? Error, int Offset);

/// <summary>The value, or the fault that stopped the evaluation (the value is then null).</summary>
public readonly record struct Evaluation(Value Value, Rejection? Fault)
{
    public bool IsFault => Fault is not null;
}

/// <summary>
/// A total expression: no loops, functions, assignment or host objects, so that it always ends. Immutable and safe to share between
/// threads; parse once and keep it. The language and its differences from JavaScript are described in docs/expressions.md.
/// </summary>
public sealed class Expression
{
    public const int LongestText = 10_000;
    public const int DeepestNesting = 64;
    public const int LongestChain = 256;
    public const int MostNodes = 2_000;

    private Expression(string text, ExpressionLanguage language, Node root)
    {
        Text = text;
        Language = language;
        Root = root;
        Reads = [.. ReadsOf(root)];
        Cost = CostOf(root);
    }

    public string Text { get; }

    public ExpressionLanguage Language { get; }

    /// <summary>All it may read, in the order of the text; see <see cref="ExpressionRead"/>.</summary>
    public ImmutableArray<ExpressionRead> Reads { get; }

    /// <summary>The most steps an evaluation takes: one for each part, eight for a function. Data handled is bounded by fuel besides.</summary>
    public int Cost { get; }

    internal Node Root { get; }

    /// <summary>Never throws; a text that is not an expression is answered with the reason.</summary>
    public static ExpressionResult Parse(string text, ExpressionLanguage language = ExpressionLanguage.JavaScript)
    {
        if (text.Length > LongestText)
            return new ExpressionResult(null, ExpressionCodes.TooLong.With(("most", LongestText), ("length", text.Length)), LongestText);
        var trouble = new Trouble();
        var root = new Parser(text, language, trouble).ParseAll();
        return trouble.Error is { } error
            ? new ExpressionResult(null, error, Math.Min(trouble.Offset, text.Length))
            : new ExpressionResult(new Expression(text, language, root), null, 0);
    }

    /// <summary>Never throws by itself and always ends; what goes wrong is the evaluation's fault.</summary>
    public Evaluation Evaluate(IExpressionScope scope)
    {
        var budget = new Budget();
        var value = new Evaluator(scope, budget).Evaluate(Root);
        return budget.Fault is { } fault ? new Evaluation(Value.Null, fault) : new Evaluation(value, null);
    }

    public override string ToString() => Text;

    private static IEnumerable<ExpressionRead> ReadsOf(Node root) => AllOf(root).SelectMany(node => node switch
    {
        ReadNode read => read.Candidates,
        ComputedReadNode read => [new ExpressionRead(read.Kind, null, null, read.Offset)],
        _ => ImmutableArray<ExpressionRead>.Empty,
    }).OrderBy(r => r.Offset);

    private static int CostOf(Node root) => AllOf(root).Sum(node => node is MethodNode or FunctionNode ? 8 : 1);

    private static IEnumerable<Node> AllOf(Node root)
    {
        var open = new Stack<Node>([root]);
        while (open.TryPop(out var node))
        {
            yield return node;
            foreach (var child in node.Children)
                open.Push(child);
        }
    }
}

/// <summary>The first thing that went wrong while an expression was read; what comes after it is not looked at.</summary>
internal sealed class Trouble
{
    public Rejection? Error { get; private set; }

    public int Offset { get; private set; }

    public void At(int offset, Rejection error)
    {
        if (Error is null)
            (Error, Offset) = (error, offset);
    }
}
