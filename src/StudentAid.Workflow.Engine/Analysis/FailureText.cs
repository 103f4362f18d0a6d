using System.Reflection;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Engine.Analysis;

/// <summary>A failure of the framework inside a sentence of ours: in English its own words; in Chinese what it comes to, for those words are English always.</summary>
public static class FailureText
{
    private const int SharingViolation = 32;
    private const int LockViolation = 33;
    private const int HandleDiskFull = 39;
    private const int DiskFull = 112;

    public static Text Of(Exception failure)
    {
        var cause = failure.InnerException ?? failure;
        return new Text(In(cause), cause.Message.TrimEnd('.'));
    }

    private static string In(Exception cause) => cause switch
    {
        FileNotFoundException or DirectoryNotFoundException => "文件或文件夹不存在",
        UnauthorizedAccessException => "没有访问权限",
        PathTooLongException => "路径太长",
        BadImageFormatException => "不是可载入的程序集",
        TypeLoadException or ReflectionTypeLoadException or MissingMemberException => "程序集与本版本不相配，或缺少所依赖的程序集",
        IOException => (cause.HResult & 0xFFFF) switch
        {
            SharingViolation or LockViolation => "文件正被其他程序使用",
            HandleDiskFull or DiskFull => "磁盘空间不足",
            _ => "读写出错",
        },
        FormatException => "内容的格式不对",
        OutOfMemoryException => "内存不足",
        TimeoutException => "等待超时",
        _ => "内部出错，详见日志",
    };
}
