
namespace Hebb.Learning.Training;

/// <summary>What was decided about data before anything is trained, each decision with its reason; and the training.</summary>
public abstract class LearningPlan
{
    /// <summary>The decisions in sentences, each with its reason.</summary>
    public abstract IReadOnlyList<string> Decisions { get; }

    /// <summary>The plan as lines for a terminal.</summary>
    public virtual IReadOnlyList<string> Lines =>
    [
        "Decided:", .. Decisions.Select(decision => "  " + decision),
        .. Warnings.Select(warning => $"Warning: {warning}."),
    ];

    /// <summary>What makes the figures doubtful, in sentences: a column that may leak the target (data leakage).</summary>
    public virtual IReadOnlyList<string> Warnings => [];

    /// <summary>When training ends, in a sentence.</summary>
    /// <param name="epochs">The maximum number of epochs.</param>
    /// <param name="patience">After how many epochs without improvement it ends.</param>
    private protected static string EpochsDecision(int epochs, int patience) => patience >= epochs
        ? $"{epochs} epoch{(epochs == 1 ? "" : "s")}; keeps the weights with the best validation loss"
        : $"at most {epochs} epochs; stops after {patience} epochs without improvement of the validation loss and keeps the best weights";

    /// <summary>Trains and judges.</summary>
    /// <param name="cancellation">Ends training after the current batch; what was learned until then is returned.</param>
    public abstract LearningResult Train(CancellationToken cancellation = default);
}
