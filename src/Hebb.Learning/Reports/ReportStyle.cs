namespace Hebb.Learning.Reports;

/// <summary>How a report looks. No character of it needs to be escaped.</summary>
internal static class ReportStyle
{
    /// <summary>The style sheet: light or dark as the reader's system is.</summary>
    public const string Css = """

        :root {
            --paper: #fbfaf8; --card: #ffffff; --ink: #1d2430; --soft: #667085; --rule: #e4e2dd; --c0: #2b6cb0; --c1: #dd6b20;
            --c2: #2f855a; --c3: #805ad5; --c4: #b83280; --c5: #6b7a90; --good: #2b6cb0; --bad: #dd6b20; --heat: 43, 108, 176;
        }
        @media (prefers-color-scheme: dark) {
            :root {
                --paper: #14181f; --card: #1c222c; --ink: #e8eaee; --soft: #9aa5b5; --rule: #313947; --c0: #6cb0f0;
                --c1: #f6a15c; --c2: #68c795; --c3: #b79cf2; --c4: #ee86bf; --c5: #93a1b5; --good: #6cb0f0; --bad: #f6a15c;
                --heat: 108, 176, 240;
            }
        }
        * { box-sizing: border-box; }
        body {
            margin: 0; background: var(--paper); color: var(--ink);
            font: 16px/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif;
        }
        main { max-width: 1020px; margin: 0 auto; padding: 40px 24px 72px; }
        h1 { font-size: 30px; line-height: 1.2; margin: 0 0 6px; letter-spacing: -0.01em; }
        h2 { font-size: 20px; margin: 44px 0 10px; padding-top: 18px; border-top: 1px solid var(--rule); }
        h3 { font-size: 15px; margin: 0 0 8px; }
        p { margin: 6px 0 12px; max-width: 76ch; }
        .soft { color: var(--soft); }
        .tiles { display: flex; flex-wrap: wrap; gap: 12px; margin: 22px 0; }
        .tile { background: var(--card); border: 1px solid var(--rule); border-radius: 12px; padding: 12px 18px; min-width: 128px; }
        .tile b { display: block; font-size: 25px; font-variant-numeric: tabular-nums; line-height: 1.25; }
        .tile span { color: var(--soft); font-size: 13px; }
        .verdict { background: var(--card); border-left: 4px solid var(--good); border-radius: 6px; padding: 10px 16px; }
        .cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(320px, 1fr)); gap: 16px; }
        .card { background: var(--card); border: 1px solid var(--rule); border-radius: 12px; padding: 14px 16px; min-width: 0; }
        figure { margin: 0; }
        svg { width: 100%; height: auto; display: block; }
        figcaption { font-size: 13px; color: var(--soft); padding-left: 12%; }
        .key { margin-right: 16px; white-space: nowrap; }
        .key::before {
            content: ''; display: inline-block; width: 14px; height: 4px; border-radius: 2px; margin-right: 6px;
            vertical-align: middle; background: currentColor;
        }
        .k0::before { background: var(--c0); }
        .k1::before { background: var(--c1); }
        .k2::before { background: var(--c2); }
        .k3::before { background: var(--c3); }
        .k4::before { background: var(--c4); }
        .k5::before { background: var(--c5); }
        text { fill: var(--soft); font-size: 11px; font-variant-numeric: tabular-nums; }
        text.name { font-size: 12px; }
        text.label, text.count { fill: var(--ink); font-size: 12px; }
        text.count { font-weight: 600; }
        .grid { stroke: var(--rule); stroke-width: 1; }
        .axis { stroke: var(--soft); stroke-width: 1; }
        .mark { stroke: var(--soft); stroke-width: 1; stroke-dasharray: 2 3; }
        .curve { fill: none; stroke-width: 2; stroke-linejoin: round; stroke: var(--c5); }
        .dash { fill: none; stroke: var(--soft); stroke-width: 1; stroke-dasharray: 4 4; }
        .c0 { stroke: var(--c0); } .c1 { stroke: var(--c1); } .c2 { stroke: var(--c2); } .c3 { stroke: var(--c3); } .c4 { stroke: var(--c4); }
        .knot { fill: var(--card); stroke-width: 1.5; } .dot { stroke: none; fill: var(--c0); fill-opacity: 0.4; }
        .bar, .right { fill: var(--good); } .wrong { fill: var(--bad); } .whisker { stroke: var(--ink); stroke-width: 1.5; stroke-opacity: 0.6; }
        .shots { display: flex; flex-wrap: wrap; gap: 10px; margin: 8px 0 14px; }
        .shots img { width: 84px; height: 84px; object-fit: contain; image-rendering: pixelated; display: block; border-radius: 6px; background: var(--card); }
        .tiny img { width: 44px; height: 44px; border-radius: 3px; }
        .shot figcaption { padding: 2px 0 0; font-size: 12px; max-width: 84px; overflow-wrap: anywhere; }
        .miss figcaption { color: var(--bad); }
        .scroll { overflow-x: auto; }
        .heat { fill: var(--c0); }
        .maps { display: flex; flex-wrap: wrap; gap: 14px; align-items: flex-end; margin-bottom: 14px; }
        .maps svg { flex: none; max-width: 100%; overflow: visible; }
        .maps figure svg { outline: 1px solid var(--rule); }
        .maps figcaption { padding: 4px 0 0; font-size: 12px; }
        .stack { display: grid; grid-template-columns: minmax(0, 1fr); gap: 16px; }
        .note { font-size: 13px; color: var(--soft); margin: 4px 0; }
        .looked { max-width: none; }
        .step { padding: 1px 3px; border-radius: 3px; overflow-wrap: anywhere; }
        .letters { word-break: break-all; }
        .letters .step { padding: 1px 0; border-radius: 0; font-family: ui-monospace, Consolas, 'DejaVu Sans Mono', monospace; }
        table { border-collapse: collapse; font-size: 14px; width: 100%; } th { text-align: left; color: var(--soft); font-weight: 500; }
        th, td { padding: 5px 14px 5px 0; border-bottom: 1px solid var(--rule); vertical-align: top; overflow-wrap: break-word; }
        .texts td:first-child { overflow-wrap: anywhere; }
        td.n { font-variant-numeric: tabular-nums; white-space: nowrap; }
        details { margin-top: 8px; font-size: 13px; } details .scroll { max-height: 320px; overflow-y: auto; } summary { cursor: pointer; color: var(--soft); }
        ul { margin: 6px 0 12px; padding-left: 20px; } li { margin: 3px 0; }
        footer { margin-top: 48px; color: var(--soft); font-size: 13px; }
        @media print { body { background: none; } .card { break-inside: avoid; } }

        """;
}
