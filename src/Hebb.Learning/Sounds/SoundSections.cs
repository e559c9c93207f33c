using Hebb.Data.Sounds;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Reports;
using static System.FormattableString;

namespace Hebb.Learning.Sounds;

/// <summary>What a report shows of sounds: the worst mistakes by name.</summary>
internal static class SoundSections
{
    private const int Shown = 20;

    /// <summary>The section for sounds whose classes are known; nothing if all answers are right.</summary>
    public static IReadOnlyList<ReportSection> Of(SoundModel model, SoundDataset sounds, float[] truth)
    {
        Predictions answers = model.Predict(sounds.Sounds);
        int[] wrong = [.. Enumerable.Range(0, sounds.Count).Where(i => answers.ClassOf(i) != (int)truth[i]).OrderByDescending(Surety).Take(Shown)];
        return wrong.Length == 0
            ? []
            : [new(
                "The worst mistakes",
                Invariant($"Of {sounds.Count} sounds, those on which the network was most confident of a wrong answer. Some may be mislabeled."),
                Html.Table(
                    ["file", "truth", "answer", "probability"],
                    wrong.Select(i => (string[])[sounds.Names[i], answers.Classes[(int)truth[i]], answers[i], Invariant($"{Surety(i):P1}")])))];

        float Surety(int i) => answers.Probability(i, answers.ClassOf(i));
    }
}
