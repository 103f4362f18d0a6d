using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Keys;

/// <summary>One field of a document, by which it is found: 16 bytes of a keyed hash, in hexadecimal. It goes with its subject.</summary>
internal sealed record LookUpRow(Id Subject, string Digest);
