using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Hebb.Layers;

namespace Hebb.Tests.Architecture;

/// <summary>Who may know whom in <c>src/Hebb</c>. A room is a folder; a type beside the folders is a room of its own.</summary>
public sealed partial class ArrowsTests
{
    /// <summary>
    /// The rooms, lowest first. Each may know those it names and what these may know; nothing else. Rooms that stand together in one entry know each other and
    /// count as one.
    /// </summary>
    private static readonly (string Rooms, string May)[] s_rooms =
    [
        ("Suggest", ""),
        ("KnownNames", "Suggest"),
        ("SettingRange", ""),
        ("Tensors", ""),
        ("Formats", "Tensors"), // files know neither models nor layers
        ("Configuration", "Formats KnownNames"), // what a kind is, below all that have kinds
        ("Ops", "Tensors"),
        ("Graphs", "Ops SettingRange"), // knows devices by the seam only: Graphs/Device
        ("Cpu", "Graphs"),
        ("Compute", "Cpu"), // says which device there is
        ("Initializers", "Ops Configuration SettingRange"),
        ("Constraints", "Ops Configuration SettingRange"),
        ("Regularizers", "Ops Configuration SettingRange"),
        ("Activations", "Ops Configuration"),
        ("Layers", "Activations Initializers Constraints Regularizers"), // and neither graphs nor devices
        ("Losses", "Ops Configuration SettingRange"),
        ("Metrics", "Losses"),
        ("Optimizers", "Graphs Configuration"), // Minimize takes the gradient
        ("Datasets", "Ops SettingRange"),
        ("Models Callbacks", "Layers Losses Metrics Optimizers Datasets"),
        ("Keras", "Models"),
        ("Tuning", "Keras"), // keeps the best model of a search
        ("Explaining", "Models"),
    ];

    /// <summary>The rooms of the CPU, lowest first.</summary>
    private static readonly (string Rooms, string May)[] s_roomsOfCpu =
    [
        ("Vectors", ""),
        ("Running", ""),
        ("Chains", "Vectors Running"),
        ("Movement", "Running"),
        ("Reductions", "Vectors Running"),
        ("Products", "Chains Movement Reductions"),
        ("Convolutions", "Products"),
        ("Lowering", "Convolutions"),
        ("CpuProgram CpuDevice Workspace WorkspacePool", "Lowering"),
    ];

    /// <summary>Circles of more files than <see cref="LargestCircle"/>, each named by one file of it, with the reason why it is one.</summary>
    private static readonly Dictionary<string, string> s_circles = new()
    {
        ["Ops/Reshape.cs"] = "Each op and the operation on tensors that makes it stand in one file, and gradients of ops are written in operations.",
        ["Datasets/Dataset.cs"] = "What is done to a data set is one again, and a member of it: data.Map(…).Batch(…).",
        ["Models/Model.Compile.cs"] = "A model is trained, watched while it trains, and saved; what does so gets the model.",
    };

    private const int LargestCircle = 10;

    private static readonly AssemblyArrows s_assembly = new(typeof(Layer).Assembly.Location);

    [Fact]
    public void Rooms_know_only_rooms_below_them() => Hold(s_rooms, type => type.Split('.')[1]);

    [Fact]
    public void Rooms_of_the_cpu_know_only_rooms_below_them() => Hold(s_roomsOfCpu, type => type.Split('.') is [_, "Cpu", var room, ..] ? room : null);

    [Fact]
    public void Files_do_not_know_each_other_in_large_circles()
    {
        List<IReadOnlyList<string>> large = [.. Circles.Of(FileArrows()).Where(circle => circle.Count > LargestCircle)];
        Assert.Empty(large.Where(circle => !circle.Any(s_circles.ContainsKey)).Select(circle => $"{circle.Count} files: {string.Join(", ", circle.Order())}"));
        Assert.Empty(s_circles.Keys.Except(large.SelectMany(circle => circle))); // what is no longer needed goes out of the list
    }

    private static void Hold((string Rooms, string May)[] table, Func<string, string?> roomOf)
    {
        Dictionary<string, HashSet<string>> allowed = [];
        foreach ((string rooms, string may) in table)
        {
            string[] together = rooms.Split(' ');

            // A room that was not named before is not below.
            HashSet<string> below = [.. together, .. Words(may).Concat(Words(may).SelectMany(room => allowed[room]))];
            foreach (string room in together) { allowed.Add(room, below); }
        }

        List<(string From, string To, string Arrow)> arrows = [.. s_assembly.All
            .Select(arrow => (From: roomOf(arrow.From), To: roomOf(arrow.To), Arrow: $"{arrow.From} knows {arrow.To}"))
            .Where(arrow => arrow.From is not null && arrow.To is not null).Select(arrow => (arrow.From!, arrow.To!, arrow.Arrow))];
        Assert.Empty(arrows.Select(arrow => arrow.From).Distinct().Except(allowed.Keys));
        Assert.Empty(arrows
            .Where(arrow => !allowed[arrow.From].Contains(arrow.To))
            .Select(arrow => $"{arrow.From} may not know {arrow.To}: {arrow.Arrow}").Order());
        foreach ((string rooms, string may) in table)
        {
            foreach (string room in Words(may))
            {
                bool isUsed = arrows.Exists(arrow => Words(rooms).Contains(arrow.From) && arrow.To == room);
                Assert.True(isUsed, $"{rooms} no longer knows {room}: take it out of the table.");
            }
        }
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>
    /// The arrows between files; the parts of a partial type are one file. That a type names those derived from it does not count: a family's base offers its
    /// members, as in <c>Loss.Huber</c>.
    /// </summary>
    private static List<(string From, string To)> FileArrows([CallerFilePath] string here = "")
    {
        string source = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "src", "Hebb"));
        Dictionary<string, string> files = [];
        foreach (string path in Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string text = File.ReadAllText(path), room = Namespace().Match(text).Groups[1].Value, file = Path.GetRelativePath(source, path).Replace('\\', '/');
            foreach (Match type in TypeDeclaration().Matches(text)) { files.TryAdd($"{room}.{type.Groups[1].Value}", file); }
        }

        // Nor does that a list names what it lists: a family's table, which the base offers.
        return [.. s_assembly.All
            .Where(arrow => !s_assembly.IsDerived(arrow.To, arrow.From) && !arrow.From.EndsWith("Kinds", StringComparison.Ordinal))
            .Select(arrow => (files[arrow.From], files[arrow.To]))
            .Where(arrow => arrow.Item1 != arrow.Item2).Distinct()];
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(
        @"^(?:(?:public|internal|abstract|sealed|static|unsafe|readonly|partial|ref) )+"
        + @"(?:(?:class|record struct|record|struct|enum|interface) (\w+)|delegate [\w<>]+ (?<1>\w+))",
        RegexOptions.Multiline)]
    private static partial Regex TypeDeclaration();
}
