using System.Globalization;
using System.Text.Json.Nodes;
using Hebb.Callbacks;
using Hebb.Data;
using Hebb.Models;

namespace Hebb.Cli;

/// <summary>A training on images, sounds, texts or a series: tells what was found and decided, trains, saves, and tells how good it is.</summary>
internal sealed class NetworkTraining(Terminal terminal, Doctor doctor, OutputFolder output, bool json)
{
    private const int MostShown = 20;

    private readonly TextWriter _writer = json ? terminal.Error : terminal.Output;

    /// <summary>Prepares, trains and saves.</summary>
    /// <param name="source">What is learned from, for the first line.</param>
    /// <param name="prepare">Decides how to learn.</param>
    /// <param name="rest">What to type behind the folder to predict.</param>
    /// <param name="cancellation">Ends training; what was learned until then is saved.</param>
    public int Run(string source, Func<IProgress<TrainingProgress>, Recipe> prepare, string rest, CancellationToken cancellation)
    {
        TrainedNetwork Train(IProgress<TrainingProgress> progress)
        {
            Recipe recipe = prepare(progress);
            _writer.WriteLine($"{source}: {string.Join(" ", recipe.Findings)}");
            _writer.WriteLine("Decided:");
            foreach (string decision in recipe.Decisions) { _writer.WriteLine("  " + decision); }
            return NetworkTrainer.Train(recipe, cancellation);
        }

        TrainedNetwork trained = terminal.IsInteractive ? TrainingProgressBar.Show(terminal.Drawing, Train) : Train(new TrainingProgressLines(terminal.Error));
        output.Save((folder, overwrite) => trained.Save(folder, overwrite, DoctorReport.For(doctor)), terminal.Error);
        new TrainingReport(_writer).Learned(trained, output.Name, rest);
        Skipped(trained.Recipe);
        DoctorReport.Write(terminal.Error, doctor);
        if (json) { terminal.Output.WriteLine(Json(trained).ToJsonString()); }
        return trained.WasCancelled ? ExitCode.Cancelled : ExitCode.Success;
    }

    private void Skipped(Recipe recipe)
    {
        IReadOnlyList<BadFile> bad = recipe.Bad;
        foreach (BadFile file in bad.Take(MostShown)) { terminal.Error.WriteLine($"hebb: skipped: {file.Reason}"); }
        string examples = bad.Count == 1 ? recipe.ExamplesName[..^1] : recipe.ExamplesName;
        if (bad.Count > 0) { terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"hebb: {bad.Count} {examples} could not be read and {(bad.Count == 1 ? "was" : "were")} left out.")); }
    }

    private JsonObject Json(TrainedNetwork trained)
    {
        (int train, int validation, int held) = trained.Recipe.Sizes;
        JsonObject result = TrainingReport.Json(trained, output.Name, doctor);
        result.Insert(1, trained.ExamplesName, train + validation + held);
        return result;
    }
}
