using System.CommandLine;
using System.CommandLine.Completions;
using System.Globalization;
using System.Text.Json.Nodes;
using Hebb.Data.Csv;
using Hebb.Data.Downloads;
using Hebb.Data.Synthetic;
using Hebb.Data.Tables;
using Hebb.Formats;
using Hebb.Learning.Kinds;

namespace Hebb.Cli.Commands;

/// <summary><c>hebb data make</c>: tables, pictures and sounds made by a known formula, to try things on; <c>hebb data download</c>: public sets.</summary>
internal static class DataCommand
{
    private static readonly Argument<string> s_name = new("NAME")
    {
        Description = "One of the sets above.",
        HelpName = "NAME",
        CompletionSources = { _ => SyntheticSet.All.Select(set => set.Name).Concat(SyntheticFolder.All.Select(set => set.Name)).Select(Item) },
    };
    private static readonly Option<int?> s_rows = Flags.Of(LearningOption.Count("rows", "The number of rows or files. Default: depends on the data set."));
    private static readonly Option<double?> s_noise =
        new("--noise") { Description = "How noisy the points or labels are; 0 for no noise. Default: depends on the data set.", HelpName = "X" };
    private static readonly Option<long> s_seed =
        new("--seed") { Description = "The random seed: the same seed gives the same data.", HelpName = "N", DefaultValueFactory = _ => 1 };
    private static readonly Option<string?> s_output =
        new("--output") { Description = "The CSV file to write. Default: the terminal. For images and sounds a new folder.", HelpName = "PATH" };
    private static readonly Option<bool> s_idx =
        new("--idx") { Description = "Write images as a pair of IDX files, not as PNG files in a folder for each class." };
    private static readonly Argument<string> s_set = new("NAME")
    {
        Description = "One of the sets above.",
        HelpName = "NAME",
        CompletionSources = { _ => PublicDataset.All.Select(set => Item(set.Name)) },
    };
    private static readonly Option<string?> s_folder =
        new("--output") { Description = "The folder to write to. Default: the name of the data set.", HelpName = "FOLDER" };
    private static readonly Option<string?> s_from =
        new("--from") { Description = "Another URL to download the files from, such as a mirror.", HelpName = "URL" };

    /// <summary>The verb with its options.</summary>
    public static Command Create(Terminal terminal)
    {
        string sets = string.Concat(
            SyntheticSet.All.Select(set => string.Create(CultureInfo.InvariantCulture, $"\n  {set.Name,-13} {set.Description}; {set.Rows} rows")));
        string folders = string.Concat(
            SyntheticFolder.All.Select(set => string.Create(CultureInfo.InvariantCulture, $"\n  {set.Name,-13} {set.Description}; {set.Count} files")));
        Command make = new("make", "Generate a synthetic table as CSV, or images or sounds as files in a folder for each class." + sets + folders)
        {
            s_name,
            s_rows,
            s_noise,
            s_seed,
            s_output,
            s_idx,
            JsonOption.Option,
            OutputRule.Force,
        };
        make.SetAction(parsed => Make(parsed, terminal));
        string publicSets = string.Concat(PublicDataset.All.Select(set => $"\n  {set.Name,-13} {set.Description}"));
        Command download =
            new("download", "Download a public data set and verify its checksums; an interrupted download resumes." + publicSets)
            {
                s_set, s_folder, s_from, JsonOption.Option,
            };
        download.SetAction((parsed, cancellation) => Download(parsed, terminal, cancellation));
        return new("data", "Generate or download sample data.") { make, download };
    }

    private static CompletionItem Item(string name) => new(name);

    private static int Make(ParseResult parsed, Terminal terminal)
    {
        JsonObject? result = SyntheticFolder.Find(parsed.GetRequiredValue(s_name)) is { } set ? MakeFolder(set, parsed, terminal) : MakeTable(parsed, terminal);
        if (result is not null && JsonOption.IsGiven(parsed)) { terminal.Output.WriteUnbroken(result.ToJsonString()); }
        return ExitCode.Success;
    }

    /// <summary>What was written; null for the terminal.</summary>
    private static JsonObject? MakeTable(ParseResult parsed, Terminal terminal)
    {
        string? path = parsed.GetValue(s_output);
        new OutputRule(parsed, s_output).File(s_output.Name, path);
        if (parsed.GetValue(s_idx)) { throw new UsageException("--idx is for images: hebb data make digits --idx --output FOLDER."); }
        if (path is null && JsonOption.IsGiven(parsed))
        {
            throw new UsageException(
                $"{JsonOption.Option.Name} says what was written, but the table itself goes to the terminal: give an {s_output.Name} FILE.");
        }

        SyntheticSet set = SyntheticSet.Find(parsed.GetRequiredValue(s_name));
        long rows = 0;
        IEnumerable<Table> parts = set.Make(parsed.GetValue(s_rows), parsed.GetValue(s_noise), parsed.GetValue(s_seed)).Select(part =>
        {
            rows += part.Rows;
            return part;
        });
        if (path is not null)
        {
            CsvWriter.Write(parts, path);
            if (!JsonOption.IsGiven(parsed)) { terminal.Error.WriteLine(OutputRule.Wrote(path, rows, "row")); }
            return new() { ["name"] = set.Name, ["rows"] = rows, ["output"] = path };
        }

        using Stream stream = terminal.OutputStream();
        CsvWriter.Write(parts, stream);
        return null;
    }

    private static JsonObject MakeFolder(SyntheticFolder set, ParseResult parsed, Terminal terminal)
    {
        string folder = parsed.GetValue(s_output) ?? throw new UsageException($"'{set.Name}' consists of many files. Specify the folder: --output FOLDER.");
        if (parsed.GetValue(OutputRule.Force))
        {
            throw new UsageException($"{OutputRule.Force.Name} replaces files, not folders: remove '{folder}' yourself.");
        }

        if (parsed.GetValue(s_idx) && set.Name != "digits")
        {
            throw new UsageException($"{s_idx.Name} is for pictures, but '{set.Name}' is sounds. Leave it out.");
        }

        OutputPath.CheckWritable(folder, makesParents: true);
        (int? count, double? noise, long seed) = (parsed.GetValue(s_rows), parsed.GetValue(s_noise), parsed.GetValue(s_seed));
        if (parsed.GetValue(s_idx)) { set.WriteIdx(folder, count, noise, seed); }
        else { set.Write(folder, count, noise, seed); }
        if (!JsonOption.IsGiven(parsed)) { terminal.Error.WriteLine(OutputRule.Wrote(folder, count ?? set.Count, set.Name == "digits" ? "image" : "sound")); }
        return new() { ["name"] = set.Name, ["examples"] = count ?? set.Count, ["output"] = folder };
    }

    private static async Task<int> Download(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        PublicDataset set = PublicDataset.Find(parsed.GetRequiredValue(s_set));
        Uri? address = null;
        if (parsed.GetValue(s_from) is { } from
            && !(Uri.TryCreate(from.TrimEnd('/') + "/", UriKind.Absolute, out address) && (address.Scheme is "http" or "https")))
        {
            throw new UsageException($"--from is '{from}'. Expected an address that begins with http:// or https://.");
        }

        DownloadLines lines = new(terminal);
        string folder = parsed.GetValue(s_folder) ?? set.Name;
        OutputPath.CheckWritable(Directory.Exists(folder) ? Path.Combine(folder, set.Files[0].Name) : folder, makesParents: true);
        IReadOnlyList<string> files = await DatasetDownload.FetchAsync(set, folder, address, lines, cancellation).ConfigureAwait(false);
        IEnumerable<string> told = !JsonOption.IsGiven(parsed) ? files : [new JsonObject
        {
            ["name"] = set.Name,
            ["files"] = new JsonArray([.. files.Select(path => (JsonNode)path)]),
            ["output"] = folder,
        }.ToJsonString()];
        foreach (string line in told) { terminal.Output.WriteUnbroken(line); }

        return ExitCode.Success;
    }

    /// <summary>One line for each file that is there.</summary>
    private sealed class DownloadLines(Terminal terminal) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value)
        {
            if (value.IsDone)
            {
                terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value.File}: {value.Bytes:N0} bytes, checksum right"));
            }
        }
    }
}
