// Draws docs/maintainers/images/rooms.svg, the picture of docs/maintainers/architecture.md: the projects of src, from their references, and the rooms of
// src/Hebb, from the table that tests/Hebb.Tests/Architecture/ArrowsTests.cs holds the code to. Checks that the picture is the one of today's table and that
// the page names every room. With --write the picture is drawn again.
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

string root = Path.GetFullPath(Path.Combine(Here(), ".."));
string page = Path.Combine(root, "docs", "maintainers", "architecture.md"), picture = Path.Combine(root, "docs", "maintainers", "images", "rooms.svg");
Regex reference = new(@"<ProjectReference Include=""[^""]*?([\w.]+)\.csproj""");
Dictionary<string, string[]> projects = Directory.EnumerateFiles(Path.Combine(root, "src"), "*.csproj", SearchOption.AllDirectories)
    .ToDictionary(
        file => Path.GetFileNameWithoutExtension(file),
        file => reference.Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value).ToArray());
string tests = File.ReadAllText(Path.Combine(root, "tests", "Hebb.Tests", "Architecture", "ArrowsTests.cs"));
string table = Regex.Match(tests, @"s_rooms =\s*\[(.*?)\n    \];", RegexOptions.Singleline).Groups[1].Value;
Dictionary<string, string[]> rooms = Regex.Matches(table, @"\(""([\w ]+)"", ""([\w ]*)""\)").ToDictionary(
    match => match.Groups[1].Value.Replace(' ', '\n'),
    match => match.Groups[2].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries));

string drawn = Picture.Of(("Projects", projects), ("Rooms of Hebb", rooms));
if (args.Contains("--write"))
{
    File.WriteAllText(picture, drawn);
    return 0;
}

int problems = 0;
if (!File.Exists(picture) || File.ReadAllText(picture) != drawn)
{
    Complain("docs/maintainers/images/rooms.svg shows other rooms or arrows than there are. Run: dotnet run eng/rooms.cs -- --write");
}

string[] named = [.. Regex.Matches(File.ReadAllText(page), @"^\| ([\w., ]+) \|", RegexOptions.Multiline).SelectMany(row => row.Groups[1].Value.Split(", "))];
foreach (string room in projects.Keys.Concat(rooms.Keys.SelectMany(name => name.Split('\n'))).Except(named))
{
    Complain($"docs/maintainers/architecture.md has no row about {room}.");
}

Console.WriteLine($"{projects.Count} projects, {rooms.Count} rooms, {problems} problems");
return problems == 0 && rooms.Count > 0 ? 0 : 1;

void Complain(string problem)
{
    Console.WriteLine(problem);
    problems++;
}

static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

/// <summary>Graphs drawn in rows, one below the other: each box stands in a row above those of all boxes that it knows.</summary>
internal static class Picture
{
    private const int Width = 900, RowGap = 44, Line = 16, Margin = 24;

    public static string Of(params (string Title, Dictionary<string, string[]> Knows)[] graphs)
    {
        StringBuilder svg = new();
        int y = Margin;
        foreach ((string title, Dictionary<string, string[]> knows) in graphs)
        {
            svg.Append($"<text x=\"{Margin}\" y=\"{y + Line}\" class=\"title\">{title}</text>\n");
            y = Draw(new Layout(knows), svg, y + Line + Margin / 2) + Margin;
        }

        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {y}" width="{Width}" height="{y}" role="img" aria-label="Rooms and arrows">
            <style>
            text {"{"} font: 13px system-ui, sans-serif; text-anchor: middle; fill: #1b1f24 {"}"}
            .title {"{"} font-weight: 600; text-anchor: start {"}"}
            rect {"{"} fill: #eef4fb; stroke: #4a7ab0; rx: 6 {"}"}
            path {"{"} fill: none; stroke: #8a94a0; stroke-width: 1.3; marker-end: url(#head) {"}"}
            </style>
            <defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
            <polygon points="0,0 8,4 0,8" fill="#8a94a0"/></marker></defs>
            <rect x="0" y="0" width="{Width}" height="{y}" style="fill: #ffffff; stroke: none"/>
            {svg}</svg>

            """;
    }

    private static int Draw(Layout layout, StringBuilder svg, int top)
    {
        Dictionary<Box, (int X, int Y)> places = [];
        int y = top;
        foreach (List<Box> row in Enumerable.Reverse(layout.Rows))
        {
            int height = row.Max(Height), free = Width - 2 * Margin - row.Sum(box => box.Width), x = Margin, gap = free / (row.Count + 1);
            foreach (Box box in row)
            {
                x += gap;
                places[box] = (x, y + (height - Height(box)) / 2);
                x += box.Width;
            }

            y += height + RowGap;
        }

        // An arrow passes through the empty boxes on its way, as one curve.
        foreach (Box from in layout.Rows.SelectMany(row => row).Where(box => !box.IsEmpty))
        {
            foreach (Box below in from.Below)
            {
                (int x, int at) = (places[from].X + from.Width / 2, places[from].Y + Height(from));
                StringBuilder path = new($"M{x},{at}");
                Box to = below;
                while (true)
                {
                    (int nextX, int nextY) = (places[to].X + to.Width / 2, places[to].Y);
                    int middle = (at + nextY) / 2;
                    path.Append($" C{x},{middle} {nextX},{middle} {nextX},{nextY}");
                    (x, at) = (nextX, nextY + (to.IsEmpty ? Height(to) : 0));
                    if (!to.IsEmpty) { break; }
                    if (at != nextY) { path.Append($" L{x},{at}"); }
                    to = to.Below[0];
                }

                svg.Append($"<path d=\"{path}\"/>\n");
            }
        }

        foreach ((Box box, (int x, int at)) in places.Where(place => !place.Key.IsEmpty))
        {
            svg.Append($"<rect x=\"{x}\" y=\"{at}\" width=\"{box.Width}\" height=\"{Height(box)}\"/>\n");
            for (int i = 0; i < box.Names.Length; i++)
            {
                svg.Append($"<text x=\"{x + box.Width / 2}\" y=\"{at + Line * (i + 1) + 3}\">{box.Names[i]}</text>\n");
            }
        }

        return y - RowGap;
    }

    private static int Height(Box box) => box.IsEmpty ? Line : Line * box.Names.Length + 12;
}

/// <summary>A box of the picture; an empty one leaves room for an arrow that crosses its row.</summary>
internal sealed class Box(params string[] names)
{
    public string[] Names { get; } = names;

    public bool IsEmpty => Names.Length == 0;

    public int Width => IsEmpty ? 4 : Names.Max(name => name.Length) * 8 + 20;

    public List<Box> Below { get; } = [];
}

/// <summary>Puts boxes into rows, the lowest first, and orders each row so that arrows are short.</summary>
internal sealed class Layout
{
    private const int Sweeps = 20;

    public Layout(Dictionary<string, string[]> knows)
    {
        // Only arrows that do not follow from others; what knows the same and is known by the same is one box.
        Dictionary<string, HashSet<string>> reach = [];
        foreach (string name in knows.Keys) { Reach(name, knows, reach); }
        string Named(string part) => knows.Keys.First(name => name.Split('\n').Contains(part));
        Dictionary<string, string[]> direct = knows.ToDictionary(
            entry => entry.Key,
            entry => entry.Value.Select(Named).Distinct().Where(to => !entry.Value.Select(Named).Any(other => reach[other].Contains(to))).ToArray());
        Dictionary<string, Box> boxes = [];
        foreach (IGrouping<string, string> group in direct.Keys.GroupBy(Key))
        {
            Box box = new([.. group.SelectMany(name => name.Split('\n'))]);
            foreach (string name in group) { boxes[name] = box; }
        }

        foreach ((string name, string[] below) in direct)
        {
            foreach (string to in below.Where(to => !boxes[name].Below.Contains(boxes[to]))) { boxes[name].Below.Add(boxes[to]); }
        }

        foreach (Box box in boxes.Values.Distinct()) { Put(box); }
        foreach (Box box in boxes.Values.Distinct()) { Route(box); }
        for (int sweep = 0; sweep < Sweeps; sweep++) { Order(sweep % 2 == 0); }

        string Key(string name) => $"{string.Join(' ', direct[name].Order(StringComparer.Ordinal))}|"
            + string.Join(' ', direct.Where(entry => entry.Value.Contains(name)).Select(entry => entry.Key).Order(StringComparer.Ordinal))
            + (direct[name].Length == 0 || !direct.Values.Any(below => below.Contains(name)) ? name : "");
    }

    public List<List<Box>> Rows { get; } = [];

    private static HashSet<string> Reach(string name, Dictionary<string, string[]> knows, Dictionary<string, HashSet<string>> reach)
    {
        if (reach.TryGetValue(name, out HashSet<string>? known)) { return known; }
        HashSet<string> all = reach[name] = [];
        foreach (string to in knows[name].Select(part => knows.Keys.First(other => other.Split('\n').Contains(part))))
        {
            all.Add(to);
            all.UnionWith(Reach(to, knows, reach));
        }

        return all;
    }

    private int Level(Box box) => box.Below.Count == 0 ? 0 : box.Below.Max(Level) + 1;

    private void Put(Box box)
    {
        while (Rows.Count <= Level(box)) { Rows.Add([]); }
        Rows[Level(box)].Add(box);
    }

    private void Route(Box box)
    {
        int level = Rows.FindIndex(row => row.Contains(box));
        for (int i = 0; i < box.Below.Count; i++)
        {
            Box to = box.Below[i];
            int lowest = Rows.FindIndex(row => row.Contains(to));
            for (int row = lowest + 1; row < level; row++)
            {
                Box empty = new();
                empty.Below.Add(to);
                Rows[row].Add(empty);
                to = empty;
            }

            box.Below[i] = to;
        }
    }

    private void Order(bool upwards)
    {
        for (int i = 1; i < Rows.Count; i++)
        {
            int row = upwards ? i : Rows.Count - 1 - i;
            List<Box> fixedRow = Rows[upwards ? row - 1 : row + 1];
            double Place(Box box)
            {
                double[] neighbors = [.. fixedRow.Index().Where(other => upwards ? box.Below.Contains(other.Item) : other.Item.Below.Contains(box))
                    .Select(other => (other.Index + 1.0) / (fixedRow.Count + 1))];
                return neighbors.Length > 0 ? neighbors.Average() : (Rows[row].IndexOf(box) + 1.0) / (Rows[row].Count + 1);
            }

            Rows[row] = [.. Rows[row].OrderBy(Place)];
        }
    }
}
