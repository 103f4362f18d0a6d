using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Cli.Running;

/// <summary>What a run has to say besides its lines.</summary>
public static class RunCodes
{
    public static readonly Code Unheard = Code.State("signal-unheard", "信号“{name}”应有环节在等待，但没有。", "Expected something to wait for the signal '{name}', but nothing does.");
    public static readonly Code TooManyFirings = Code.State("too-many-firings", "快进应在 {most} 次到期之内结束，但没有，已停下。", "Expected the fast-forward to end within {most} deadlines, but it does not; it was stopped.");
    public static readonly Code UndeclaredInput = Code.Input("undeclared-input", "流程定义应声明输入“{name}”，但没有；照样传入。", "Expected the definition to declare the input '{name}', but it does not; it is passed all the same.");
    public static readonly Code UndeclaredInputNear = Code.Input("undeclared-input-near", "流程定义应声明输入“{name}”，但没有，是否应为“{nearest}”？照样传入。", "Expected the definition to declare the input '{name}', but it does not. Did you mean '{nearest}'? It is passed all the same.");
}
