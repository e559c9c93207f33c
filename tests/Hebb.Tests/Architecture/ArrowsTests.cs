using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Hebb.Layers;

namespace Hebb.Tests.Architecture;

/// <summary>Who may know whom in <c>src/Hebb</c>. A room is the first folder; a type without one is a room of its own.</summary>
public sealed partial class ArrowsTests
{
    /// <summary>
    /// The rooms, lowest first. Each may know those it names and what these may know; nothing else. Rooms that stand together in one entry know each other and count as one.
    /// </summary>
    private static readonly (string Rooms, string May)[] s_rooms =
    [
        ("KnownNames", ""),
        ("SnakeCase", ""),
        ("Tensors", ""),
        ("Formats", "Tensors"), // files know neither models nor layers
        ("Configuration", "Formats KnownNames SnakeCase"), // what a kind is, below all that have kinds
        ("Ops", "Tensors"),
        ("Graphs", "Ops"), // knows devices by the seam only: Graphs/Device
        ("Cpu", "Graphs"),
        ("Compute", "Cpu"), // says which device there is
        ("Initializers", "Ops Configuration"),
        ("Constraints", "Ops Configuration"),
        ("Regularizers", "Ops Configuration"),
        ("Activations", "Ops Configuration"),
        ("Layers", "Activations Initializers Constraints Regularizers"), // and neither graphs nor devices
        ("Losses", "Ops Configuration"),
        ("Metrics", "Losses"),
        ("Optimizers", "Graphs Configuration"), // Minimize takes the gradient
        ("Datasets", "Ops"),
        ("Models Callbacks", "Layers Losses Metrics Optimizers Datasets"),
        ("Keras", "Models"),
        ("Tuning", "Models"),
        ("Explaining", "Models"),
    ];

    /// <summary>Circles of more files than <see cref="LargestCircle"/>, each named by one file of it, with the reason why it is one.</summary>
    private static readonly Dictionary<string, string> s_circles = new()
    {
        ["Ops/Reshape.cs"] = "Each op and the operation on tensors that makes it stand in one file, and the gradient of an op is written in operations.",
        ["Models/Model.Compile.cs"] = "A model is trained, watched while it trains, and saved; what does so gets the model.",
    };

    private const int LargestCircle = 10;

    private static readonly AssemblyArrows s_assembly = new(typeof(Layer).Assembly.Location);

    [Fact]
    public void Rooms_know_only_rooms_below_them()
    {
        Dictionary<string, HashSet<string>> allowed = [];
        foreach ((string rooms, string may) in s_rooms)
        {
            string[] together = rooms.Split(' ');
            HashSet<string> below = [.. together, .. may.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(room => allowed[room])]; // unknown: not below
            foreach (string room in together) { allowed.Add(room, below); }
        }

        Assert.Empty(s_assembly.All.Select(arrow => RoomOf(arrow.From)).Distinct().Except(allowed.Keys));
        Assert.Empty(s_assembly.All
            .Where(arrow => !allowed[RoomOf(arrow.From)].Contains(RoomOf(arrow.To)))
            .Select(arrow => $"{RoomOf(arrow.From)} may not know {RoomOf(arrow.To)}: {arrow.From} knows {arrow.To}").Order());
    }

    [Fact]
    public void Every_arrow_of_the_table_is_needed()
    {
        HashSet<(string, string)> used = [.. s_assembly.All.Select(arrow => (RoomOf(arrow.From), RoomOf(arrow.To)))];
        foreach ((string rooms, string may) in s_rooms)
        {
            foreach (string room in may.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                Assert.True(rooms.Split(' ').Any(from => used.Contains((from, room))), $"{rooms} no longer needs {room}: take it out of the table.");
            }
        }
    }

    [Fact]
    public void Files_do_not_know_each_other_in_large_circles()
    {
        IReadOnlyList<IReadOnlyList<string>> circles = Circles.Of(FileArrows());
        Assert.Empty(circles.Where(circle => circle.Count > LargestCircle && !circle.Any(s_circles.ContainsKey)).Select(circle => $"{circle.Count} files: {string.Join(", ", circle.Order())}"));
        Assert.Empty(s_circles.Keys.Except(circles.Where(circle => circle.Count > LargestCircle).SelectMany(circle => circle)));
    }

    /// <summary>
    /// The arrows between files; the parts of a partial type are one file. That a type names those derived from it does not count: a family's base offers its members, as in Loss.Huber.
    /// </summary>
    private static List<(string From, string To)> FileArrows()
    {
        string source = Path.GetFullPath(Path.Combine(Here(), "..", "..", "..", "src", "Hebb"));
        Dictionary<string, string> files = [];
        foreach (string path in Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string text = File.ReadAllText(path);
            string room = Namespace().Match(text).Groups[1].Value;
            foreach (Match type in TypeDeclaration().Matches(text)) { files.TryAdd($"{room}.{type.Groups[1].Value}", Path.GetRelativePath(source, path).Replace('\\', '/')); }
        }

        // Nor does that a list names what it lists: a family's table, which the base offers.
        return [.. s_assembly.All.Where(arrow => !s_assembly.IsDerived(arrow.To, arrow.From) && !arrow.From.EndsWith("Kinds", StringComparison.Ordinal)).Select(arrow => (files[arrow.From], files[arrow.To])).Where(arrow => arrow.Item1 != arrow.Item2).Distinct()];
    }

    private static string RoomOf(string type) => type.Split('.')[1];

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^(?:(?:public|internal|abstract|sealed|static|unsafe|readonly|partial|ref) )+(?:(?:class|record struct|record|struct|enum|interface) (\w+)|delegate [\w<>]+ (?<1>\w+))", RegexOptions.Multiline)]
    private static partial Regex TypeDeclaration();
}
