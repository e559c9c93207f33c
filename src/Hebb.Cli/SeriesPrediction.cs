using System.CommandLine;
using Hebb.Data;

namespace Hebb.Cli;

/// <summary>Forecasts for the end of a series, or for every row that can be predicted.</summary>
internal static class SeriesPrediction
{
    /// <summary>Whether every row is predicted.</summary>
    public static readonly Option<bool> All = new("--all") { Description = "Predict every row of a series that can be predicted, beside the truth. Default: the rows after its end." };

    /// <summary>Predicts and writes.</summary>
    public static int Run(SeriesModel model, IReadOnlyList<string> inputs, bool all, bool noHeader, string? output, Terminal terminal)
    {
        if (inputs.Count != 1) { throw new UsageException("Expected one table: the series, oldest row first."); }
        Table table = Inputs.Table(inputs[0], noHeader);
        if (model.GapsOf(table) is { } gaps) { terminal.Error.WriteLine(gaps); }
        TableOutput.Write(all ? model.Replay(table) : model.Forecast(table), output, terminal);
        return ExitCode.Success;
    }
}
