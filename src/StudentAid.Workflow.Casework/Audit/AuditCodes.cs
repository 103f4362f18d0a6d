using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Audit;

/// <summary>What is wrong with a database's history: the first row that is not as it was written.</summary>
public static class AuditCodes
{
    public static readonly Code EventChanged = Code.State("audit-event-changed", "记录 {stream} 第 {seq} 条应与其哈希一致，但内容或哈希被改过。", "Expected event {seq} of stream {stream} to be what its hash says, but the event or its hash was changed.");
    public static readonly Code EventReplaced = Code.State("audit-event-replaced", "记录 {stream} 第 {seq} 条应与“{place}”链上登记的一致，但整段记录连同哈希被重写过。", "Expected event {seq} of stream {stream} to be the one that the chain of '{place}' holds, but it was rewritten with its hashes.");
    public static readonly Code EventMissing = Code.State("audit-event-missing", "记录 {stream} 应有第 {seq} 条，但没有。", "Expected event {seq} of stream {stream}, but it is missing.");
    public static readonly Code EventAdded = Code.State("audit-event-added", "记录 {stream} 应到第 {version} 条为止，但还有第 {seq} 条。", "Expected stream {stream} to end with event {version}, but there is event {seq}.");
    public static readonly Code EventUnreadable = Code.State("audit-event-unreadable", "记录 {stream} 第 {seq} 条应能读取，但读不出来。", "Expected to read event {seq} of stream {stream}, but it is no event.");
    public static readonly Code StreamMissing = Code.State("audit-stream-missing", "“{place}”链上登记的记录 {stream}（第 {seq} 条起）应在库中，但整条记录不在了。", "Expected stream {stream} from event {seq}, which the chain of '{place}' holds, but the whole stream is missing.");
    public static readonly Code NoStream = Code.State("audit-no-stream", "第 {seq} 条事件应属于一条记录，但它的记录（行号 {key}）不在库中。", "Expected a stream for event {seq} of row {key}, but there is none.");
    public static readonly Code MarkedPractice = Code.State("audit-marked-practice", "记录 {stream} 已登记上链（第 {seq} 条起），应是正式记录，但被改标为练习。", "Expected stream {stream}, sealed from event {seq}, to be a real one, but it is marked as practice.");
    public static readonly Code RowChanged = Code.State("audit-chain-changed", "“{place}”链第 {row} 行应与其哈希一致，但被改过。", "Expected row {row} of the chain of '{place}' to be what its hash says, but it was changed.");
    public static readonly Code RowMissing = Code.State("audit-chain-missing", "“{place}”链应有第 {row} 行，但没有。", "Expected row {row} of the chain of '{place}', but it is missing.");
    public static readonly Code SealedTwice = Code.State("audit-sealed-twice", "记录 {stream} 第 {seq} 条在链上应登记且只登记一次，但不是。", "Expected event {seq} of stream {stream} to be sealed once, but it is not.");
    public static readonly Code Truncated = Code.State("audit-truncated", "{day} 公布的链头登记“{place}”链有 {rows} 行，库中应不少于此数，但只有 {there} 行：末尾被截去。", "Expected the chain of '{place}' to have at least the {rows} rows of the head of {day}, but it has {there}: its end was cut off.");
    public static readonly Code HeadDiffers = Code.State("audit-head-differs", "“{place}”链第 {row} 行应与 {day} 公布的链头一致，但不一致：该行或更早的行被重写过。", "Expected row {row} of the chain of '{place}' to be the head of {day}, but it is not: that row or an earlier one was rewritten.");
    public static readonly Code HeadForged = Code.State("audit-head-forged", "链头文件“{file}”的签名应成立，但不成立：文件被改过或是伪造的。", "Expected the signature of the head '{file}' to hold, but it does not: the file was changed or forged.");
    public static readonly Code HeadOfAnotherKey = Code.State("audit-head-other-key", "链头文件“{file}”应由所给的密钥签名，但签名用的是另一把（{key}）。", "Expected the head '{file}' to be signed with the key that was given, but it is signed with {key}.");
    public static readonly Code StartUnfounded = Code.State("audit-start-unfounded", "“{place}”链的前 {row} 行已归档移出，移出处应是公布过的链头，但没有这样的链头。", "Expected the chain of '{place}', whose first {row} rows were archived and taken out, to start at a published head, but there is none.");
    public static readonly Code ArchivedMissing = Code.State("audit-archived-missing", "已归档移出的链上登记了 {archived} 条记录，库中应都还在，但少了 {missing} 条。给出归档文件可查明是哪一条。", "Expected the {archived} events whose entries were archived to be there, but {missing} are missing: with the archives it shows which.");
    public static readonly Code ArchiveUnreadable = Code.State("audit-archive-unreadable", "“{file}”应是审计归档文件，但读不出来。", "Expected '{file}' to be an archive of the audit trail, but it cannot be read.");
    public static readonly Code ArchiveChanged = Code.State("audit-archive-changed", "归档文件“{file}”中“{place}”链第 {row} 行应与其哈希一致，但被改过。", "Expected row {row} of the chain of '{place}' in the archive '{file}' to be what its hash says, but it was changed.");
    public static readonly Code ArchiveEnd = Code.State("audit-archive-end", "归档文件“{file}”应止于其中所附的链头，但不是。", "Expected the archive '{file}' to end with the head that it bears, but it does not.");
    public static readonly Code ArchiveForged = Code.State("audit-archive-forged", "归档文件“{file}”的签名应成立，但不成立：文件被改过或是伪造的。", "Expected the signature of the archive '{file}' to hold, but it does not: the file was changed or forged.");
    public static readonly Code ArchiveOfAnotherKey = Code.State("audit-archive-other-key", "归档文件“{file}”应由所给的密钥签名，但签名用的是另一把（{key}）。", "Expected the archive '{file}' to be signed with the key that was given, but it is signed with {key}.");
    public static readonly Code ArchiveDiffers = Code.State("audit-archive-differs", "归档文件“{file}”应接得上“{place}”的链，但接不上。", "Expected the archive '{file}' to belong to the chain of '{place}', but it does not.");
    public static readonly Code HeadUnreadable = Code.State("audit-head-unreadable", "“{file}”应是链头文件，但读不出来。", "Expected '{file}' to be a head, but it cannot be read.");
}
