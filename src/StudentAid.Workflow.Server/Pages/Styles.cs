namespace StudentAid.Workflow.Server.Pages;

/// <summary>The style sheet of the plain pages and notices.</summary>
public static class Styles
{
    public const string Css =
        """
        body { margin: 0; font: 16px/1.6 "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; color: #1f1f1f; background: #fff; }
        main { max-width: 60rem; margin: 0 auto; padding: 0 1rem 3rem; }
        nav { display: flex; gap: 1rem; align-items: center; padding: .75rem 0; border-bottom: 1px solid #d9d9d9; }
        h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
        table { border-collapse: collapse; width: 100%; } th, td { border: 1px solid #d9d9d9; padding: .35rem .6rem; text-align: left; vertical-align: top; }
        th { background: #f5f5f5; } form { margin: .5rem 0; } form.inline { display: inline-block; margin: 0 .5rem .5rem 0; }
        button { font: inherit; padding: .3rem .9rem; border: 1px solid #0958d9; border-radius: 4px; background: #0958d9; color: #fff; cursor: pointer; }
        button:focus-visible, a:focus-visible, input:focus-visible, select:focus-visible { outline: 3px solid #faad14; }
        input, select, textarea { font: inherit; padding: .2rem .4rem; max-width: 100%; } textarea { display: block; width: 100%; box-sizing: border-box; }
        .demo { background: #fff1b8; padding: .5rem 1rem; margin: 0 -1rem; } .demo form { margin: 0 0 0 .75rem; }
        td, .long { overflow-wrap: anywhere; } @media print { main { max-width: none; } nav, .demo { display: none; } table { font-size: .75rem; } tr { break-inside: avoid; } }
        .days { background: #e6f4ff; padding: .6rem 1rem; } .refused { background: #fff1f0; padding: .6rem 1rem; }
        """;
}
