using System.Globalization;

namespace StudentAid.Workflow.Casework.Prints;

/// <summary>One slip: for whom, his class, login id and code as they are printed, and the last day on which the code holds.</summary>
public sealed record SignInSlip(string Name, string Place, string Login, string Code, DateOnly Until);

/// <summary>激活码: a class's slips on A4, to be cut along the dashed lines and handed to each in person.</summary>
public static class SignInSlips
{
    private const string Style = """

        @page { margin: 15mm; } .slips { display: grid; grid-template-columns: 1fr 1fr; }
        .slip { border: 0.3mm dashed #000; padding: 4mm 5mm; break-inside: avoid; font-size: 11pt; line-height: 1.5; } .slip p { margin: 0; text-align: left; }
        .slip b { font-family: "DejaVu Sans Mono", Consolas, "Noto Sans Mono CJK SC", monospace; font-size: 15pt; letter-spacing: 0.5mm; } .slip small { font-size: 9pt; }
        """;

    public static string Render(string unit, string address, IEnumerable<SignInSlip> slips)
    {
        var html = PrintSheet.Begin("激活码", landscape: false, Style);
        html.Open("section", "class=\"slips\"");
        foreach (var slip in slips)
            One(html, unit, address, slip);
        return html.Close("section").Close("body").Close("html").ToString();
    }

    private static void One(Html html, string unit, string address, SignInSlip slip)
    {
        html.Open("div", "class=\"slip\"").Line("p", $"{unit} {slip.Place}").Line("p", slip.Name);
        html.Open("p").Text("登录号 ").Line("b", slip.Login).Close("p").Open("p").Text("激活码 ").Line("b", slip.Code).Close("p");
        html.Open("p").Line("small", $"打开 {address} ，选“首次登录”，填登录号和激活码，自己设密码。{slip.Until.ToString("yyyy 年 M 月 d 日", CultureInfo.InvariantCulture)}前有效，只能用一次。请勿转借；遗失请向班主任当面补领。").Close("p");
        html.Close("div");
    }
}
