using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Cli.Packages;

public static class PackageCodes
{
    public static readonly Code NoLockFiles = Code.Input("sbom-no-lock-files", "“{path}”应是源码所在的文件夹，但其中没有 packages.lock.json。", "Expected '{path}' to be a checkout, but it holds no packages.lock.json.");
}
