using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Files;

public static class FileCodes
{
    public static readonly Code UnknownType = Code.Input("file-type", "文件应是 JPEG、PNG、HEIC 图片或 PDF，但内容不是。", "Expected a JPEG, a PNG, a HEIC or a PDF, but the content is none of them.");
    public static readonly Code Heic = Code.Input("file-heic", "HEIC 文件应是一张完整的静态照片，但它不完整、是连续照片或无法去除拍摄地点；请在手机相机设置中选“兼容性最佳”或转为 JPEG 后再传。", "Expected a HEIC file to be one whole still picture that can be cleaned of its place, but it is not; choose 'Most Compatible' in the camera's settings or convert it to JPEG.");
    public static readonly Code Broken = Code.Input("file-broken", "文件应完整，但它已损坏或不完整。", "Expected a whole file, but it is broken or cut off.");
    public static readonly Code Infected = Code.Input("file-infected", "文件应不含病毒，但病毒扫描程序发现了病毒，没有保存；请先查杀设备上的病毒，再重新拍照或扫描后上传。", "Expected a file without viruses, but the virus scanner found one and nothing was kept; clean the device, then take or scan the picture anew.");
    public static readonly Code ScannerSilent = Code.Busy("file-scanner-silent", "文件应先经病毒扫描才能保存，但扫描程序暂时没有答复；请稍后再传，仍不行请告知管理员。", "Expected the virus scanner to answer for the file before it is kept, but it does not answer now; try again later, and tell your administrator where it stays so.");
    public static readonly Code ScannerLimit = Code.Input("file-scanner-limit", "文件大小应在病毒扫描程序的上限以内，但超出了，没有保存；请换较小的文件（如调低照片清晰度），并请管理员调高扫描程序的上限。", "Expected a file that the virus scanner takes, but it is larger than the scanner's limit and nothing was kept; send a smaller one, and have your administrator raise the scanner's limit.");
    public static readonly Code Size = Code.Input("file-size", "文件大小应在 1 至 {limit} 字节之间，但是 {size}。", "Expected a file of 1 to {limit} bytes, but it is {size}.");
    public static readonly Code Owner = Code.Input("file-owner", "应写明文件属于哪位学生或哪个单位，只能写一个。", "Expected the person or the unit that the file belongs to, and only one of them.");
    public static readonly Code NotForYou = Code.Forbidden("file-not-yours", "只有本人、监护人和经办单位的工作人员可以上传或查看该文件。", "Expected the family itself or staff of one of the person's units, but you are neither.");
    public static readonly Code Offset = Code.State("upload-offset", "应从第 {offset} 字节续传，但请求从别处开始。", "Expected the upload to go on at byte {offset}, but it goes on elsewhere.");
    public static readonly Code TooMany = Code.State("too-many-uploads", "同时上传的文件最多 {most} 个，请先完成或稍后再传。", "Expected at most {most} uploads at a time, but there are as many already.");
    public static readonly Code NotDecided = Code.State("minutes-before-decision", "名单作出决定后才能附上签字的会议记录。", "Expected the list to be decided before its signed minutes are put to it, but it is not.");
    public static readonly Code NotUploaded = Code.Input("file-not-uploaded", "证明材料、扫描件或照片应先上传，且属于该学生或其单位，但编号 {hash}… 的文件没有找到。", "Expected evidence, a scan or a photo that was uploaded for this person or a unit of his, but no file {hash}… is.", "第十六条(二)");
    public static readonly Code OtherUnit = Code.Input("minutes-of-another", "签字的会议记录应以名单所在单位的名义上传，但该文件属于学生或别的单位。", "Expected signed minutes to be uploaded for the list's own unit, but this file is a person's or another unit's.");
    public static readonly Code SignedAlready = Code.State("minutes-signed", "本次决定应尚未附签字的会议记录，但已经附了，不能更换。", "Expected the decision to have no signed minutes yet, but it has, and they cannot be replaced.");
    public static readonly Code Erased = Code.State("file-erased", "该文件应仍可读取，但所属学生的个人信息已依法删除。", "Expected a file that can still be read, but its person's facts were erased.");
    public static readonly Code NotKept = Code.Input("file-not-kept", "应先上传该文件，但没有找到。", "Expected an uploaded file of this hash, but there is none.");
}
