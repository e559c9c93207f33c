using System.Globalization;
using Hebb;
using Hebb.Benchmarks;

string[] words = [.. args.Where(a => !a.StartsWith("--", StringComparison.Ordinal))];
bool json = args.Contains("--json");
int threads = Array.IndexOf(args, "--threads") is >= 0 and var at ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : Environment.ProcessorCount;
string verb = words.FirstOrDefault() ?? "";
string[] chosen = [.. Workloads.All.Keys.Where(name => !words.Any(Workloads.All.ContainsKey) || words.Contains(name))];
if (verb is not ("workloads" or "peers"))
{
    Console.Error.WriteLine("usage: workloads|peers [W1 W2 W3 W4 W5 W5b W6 W7 W8] [--threads N] [--json]");
    return 2;
}

Compute.Threads = threads;
List<Measurement> all = [];
foreach (string name in chosen)
{
    if (verb == "peers")
    {
        foreach (string script in new[] { "torch_bench.py", "sklearn_bench.py" }) { Show(Peers.Run(script, [name], threads)); }
    }

    Show(Workloads.All[name](threads));
}

if (verb == "peers" && !json)
{
    foreach (Measurement ours in all.Where(m => m.Who == "Hebb"))
    {
        foreach (Measurement peer in all.Where(m => m.Who != "Hebb" && m.Workload == ours.Workload && m.What == ours.What))
        {
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{ours.Workload} {ours.What}: {peer.Who} takes {peer.Median / ours.Median:F1} times as long"));
        }
    }
}

return 0;

void Show(IEnumerable<Measurement> measurements)
{
    foreach (Measurement measurement in measurements)
    {
        all.Add(measurement);
        Console.WriteLine(measurement.Line(json));
    }
}
