using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Organisations;

/// <summary>The sealed part of a person's document, shut and open.</summary>
internal static class People
{
    private const string Part = "sealed";

    public static RecordValue Opened(Value content, Id person, Cipher cipher) => ((RecordValue)content).With(Part, cipher.OpenMember(person, content[Part]));

    public static RecordValue Sealed(Value opened, Id person, Cipher cipher) => ((RecordValue)opened).With(Part, cipher.SealMember(person, opened[Part]));
}
