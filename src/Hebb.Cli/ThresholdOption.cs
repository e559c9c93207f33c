using System.CommandLine;
using System.Globalization;
using Hebb.Data.Preprocessing;
using Hebb.Learning.Kinds;
using Hebb.Learning.Training;

namespace Hebb.Cli;

/// <summary>The option <c>--threshold</c> of verbs that answer with classes: only the answer changes, never a probability.</summary>
internal static class ThresholdOption
{
    /// <summary>Stands for the threshold that the training recommended.</summary>
    public const string Recommended = "recommended";

    /// <summary>The option.</summary>
    public static Option<string?> Option { get; } = new("--threshold")
    {
        Description = "The decision threshold: the second of two classes is predicted at or above this probability; or 'recommended', the threshold "
            + "recommended in the training report. Default: 0.5.",
        HelpName = "X|recommended",
        CompletionSources = { Recommended },
    };

    /// <summary>Lets a model answer by the threshold of the command line, if there is one, and says so.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="model">The model.</param>
    /// <param name="say">Told which threshold is used, unless it is the usual one.</param>
    /// <exception cref="UsageException">The model has no threshold, or none is recommended, or the value is not one.</exception>
    public static void Apply(ParseResult parsed, TrainedModel model, Action<string> say)
    {
        TargetEncoder target = model.Target;
        if (parsed.GetValue(Option) is { } text)
        {
            try
            {
                model.Threshold = Read(text, model);
            }
            catch (Exception wrong) when (wrong is InvalidOperationException or ArgumentOutOfRangeException)
            {
                throw new UsageException(target.Task == LearningTask.Binary
                    ? $"{Option.Name} is '{text}'. Expected a number above 0 and below 1, or {Recommended}."
                    : $"{Option.Name} is for two classes: {wrong.Message} Leave it out.", wrong);
            }
        }

        if (target.Task == LearningTask.Binary && target.Threshold != UsualThreshold)
        {
            say(string.Create(CultureInfo.InvariantCulture, $"Decision threshold: {target.Threshold:G4} ('{target.Classes[1]}' at or above it)"));
        }
    }

    /// <summary>The number that a text stands for.</summary>
    /// <exception cref="UsageException">It is none, or no threshold is recommended.</exception>
    public static double Read(string text, TrainedModel model)
    {
        if (text == Recommended && model.Target.Task == LearningTask.Binary)
        {
            return model.RecommendedThreshold ?? throw new UsageException(
                "The model has no recommended threshold: only a training on a table with two classes, held in memory, chooses one. "
                + $"Give {Option.Name} a number.");
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN;
    }

    private const double UsualThreshold = 0.5;
}
