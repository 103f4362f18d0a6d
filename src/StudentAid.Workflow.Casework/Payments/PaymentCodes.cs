using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Payments;

/// <summary>Why a file of payments is not taken.</summary>
public static class PaymentCodes
{
    public static readonly Code NotAid = Code.State("payments-not-of-aid", "发放结果应记在资助项目的批次上，但该批次不是。", "Expected payments to be of a round of aid, but this one is not.", "实施办法 第二十一条");
    public static readonly Code BatchTwice = Code.State("payment-batch-recorded", "发放批次“{batch}”应尚未导入，但已经导入过。", "Expected the payment batch '{batch}' to be new, but it is on record.", "实施办法 第二十一条");
    public static readonly Code Incomplete = Code.Input("payments-incomplete", "应写明“{missing}”，但没有。", "Expected '{missing}' to be given, but it is not.", "实施办法 第二十一条");
    public static readonly Code WrongRows = Code.Input("payment-rows-wrong", "发放结果应逐行无误才能导入，但有 {count} 处错误，第一处在第 {row} 行（{reason}）。", "Expected every row of the payments to be right, but {count} are wrong, the first in row {row} ({reason}).");
    public static readonly Code BadAmount = Code.Input("payment-amount-bad", "“{column}”应是大于 0、精确到分的金额，但填的是“{value}”。", "Expected '{column}' to be an amount above 0 in whole fen, but it is '{value}'.");
    public static readonly Code NotYet = Code.Input("payment-day-ahead", "发放日期应不晚于今天，但填的是 {day}。", "Expected a day of payment that has come, but it is {day}.");
    public static readonly Code UnknownBatch = Code.Unknown("payment-batch-unknown", "应能找到发放批次“{batch}”，但没有找到。", "Expected to find the payment batch '{batch}', but there is none.");
    public static readonly Code Withdrawn = Code.State("payment-batch-withdrawn", "发放批次“{batch}”应仍有效，但已经作废。", "Expected the payment batch '{batch}' to hold, but it was withdrawn.");
}
