using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Erasure;

/// <summary>Says whether the store still holds something of the person that no key has sealed: destroying the key would leave it.</summary>
public delegate Task<bool> StandsInClear(Id person);
