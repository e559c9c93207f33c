using System.Globalization;
using System.Text.Json.Nodes;
using Hebb.Callbacks;
using Hebb.Data;

namespace Hebb.Cli;

/// <summary>Tells what a training found, decided and reached.</summary>
internal sealed class TrainingReport(TextWriter writer)
{
    /// <summary>The file and its format.</summary>
    public void Found(string path, Table table) =>
        writer.WriteLine(Invariant($"{path}: {table.Rows} rows, {table.Columns.Count} columns ({(table is CsvTable csv ? csv.Format.ToString() : "JSON lines")})"));

    /// <summary>The columns and the network, each with its reason.</summary>
    public void Decided(TableRecipe recipe)
    {
        Decided(recipe.Schema, recipe.Decisions);
    }

    /// <summary>The columns and the decisions of a training on a stream.</summary>
    public void Decided(Schema schema, IEnumerable<string> decisions)
    {
        writer.WriteLine($"Task: {ScoreText.Name(schema.Task)}");
        foreach (string line in schema.ToString().TrimEnd().Split('\n')) { writer.WriteLine("  " + line.TrimEnd()); }
        writer.WriteLine("Decided:");
        foreach (string decision in decisions) { writer.WriteLine("  " + decision); }
    }

    /// <summary>The final table, whether the network was worth it, and where it is.</summary>
    /// <param name="trained">What was learned.</param>
    /// <param name="output">The folder.</param>
    /// <param name="rest">What to type behind the folder to predict.</param>
    public void Learned(TrainingResult trained, string output, string rest)
    {
        BaselineComparison comparison = trained.Comparison;
        (string linear, string baseline) = (comparison.LinearName, comparison.ConstantName);
        List<string[]> rows = [[$"held-out {trained.ExamplesName}", "network", .. trained.Linear is null ? Array.Empty<string>() : [linear], baseline]];
        foreach ((string name, double value) in trained.Metrics)
        {
            rows.Add([name, ScoreText.Number(value), .. trained.Linear is null ? Array.Empty<string>() : [ScoreText.Number(trained.Linear[name])], ScoreText.Number(trained.Baseline[name])]);
        }

        int epochs = trained.History.Epochs.Count;
        writer.WriteLine(trained.History.StopReason ?? Invariant($"All {epochs} epochs done; the best was {trained.BestEpoch}."));
        writer.WriteLine(Invariant($"Result on {trained.HeldOut} held-out {trained.ExamplesName}, which were used for nothing else:"));
        Columns.Write(writer, rows);
        if (comparison.Verdict is { } verdict) { writer.WriteLine(verdict); }
        writer.WriteLine(Invariant($"Saved {output} (model.keras, pipeline.json, history.csv, report.html) after {trained.Seconds:F1} s. Next: hebb predict {output} {rest}"));
    }

    /// <summary>The result of a table's training for programs.</summary>
    public static JsonObject Json(TrainedTable trained, int columns, string output, Doctor doctor)
    {
        JsonObject result = Json((TrainingResult)trained, output, doctor);
        result.Insert(1, "rows", trained.Recipe.Table.Rows);
        result.Insert(2, "columns", columns);
        return result;
    }

    /// <summary>The result for programs.</summary>
    public static JsonObject Json(TrainingResult trained, string output, Doctor doctor) => new()
    {
        ["task"] = ScoreText.Name(trained.Target.Task),
        ["metrics"] = ScoreText.Json(trained.Metrics),
        ["baseline"] = ScoreText.Json(trained.Baseline),
        ["linear"] = trained.Linear is null ? null : ScoreText.Json(trained.Linear),
        ["epochs"] = trained.History.Epochs.Count,
        ["best_epoch"] = trained.BestEpoch,
        ["cancelled"] = trained.WasCancelled,
        ["seconds"] = Math.Round(trained.Seconds, 3),
        ["findings"] = DoctorReport.Json(doctor),
        ["output"] = output,
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
