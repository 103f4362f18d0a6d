using System.Globalization;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Server.Api.Audit;
using StudentAid.Workflow.Storage.Audit;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Pages;

/// <summary>
/// 每日签名: the last published heads of the reader's units, to be printed and kept on paper where nobody who writes the database can reach. For the unit's staff: a head names
/// nobody, but says how much happens at a school.
/// </summary>
public sealed class HeadsPage(PageFrame frame, HeadFolder folder, Directory directory)
{
    private const int Days = 31;

    /// <summary>Null for who holds no post.</summary>
    public async Task<string?> RenderAsync(HttpContext context)
    {
        var reader = context.Features.Get<Principal>()!;
        if (reader.Grants.IsEmpty)
            return null;
        var html = (await frame.BeginAsync(context, "每日签名"))
            .Paragraph("系统每天对各单位的全部记录做一次签名。打印本页并存放在数据库管理人员接触不到的地方，日后逐字核对哈希，就知道记录是否被改动或删去。");
        var files = folder.Days().Take(Days).Select(folder.Of).OfType<HeadFile>().Where(f => f.Head is not null).ToList();
        var rows = new List<string[]>();
        foreach (var file in files)
        {
            var day = file.Head!.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            foreach (var chain in HeadChain.Of(file.Head, reader))
            {
                var unit = (await directory.UnitAsync(chain.Unit))?.Name.ZhCn ?? chain.Unit;
                rows.Add([day, unit, $"{chain.Rows}", $"{chain.Events}", chain.Hash, file.Text["signature"].AsText() ?? ""]);
            }
        }

        html.Table(["日期", "单位", "序号", "记录数", "哈希（SHA-256）", "签名（ECDSA P-256）"], rows);
        foreach (var key in files.Select(f => f.Text["publicKey"].AsText()).OfType<string>().Distinct(StringComparer.Ordinal))
            html.Block("long", $"验证签名的公钥：{key}");
        return html.ToString();
    }
}
