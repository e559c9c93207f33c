using System.Globalization;
using Hebb.Datasets;
using Hebb.Layers;
using Hebb.Models;

namespace Hebb.Callbacks;

/// <summary>All a doctor knows of a training: what rules judge by.</summary>
internal sealed class PatientRecord(TrainingContext context, Batch probe)
{
    private readonly bool _isFirstStep = context.Model.Optimizer!.Iterations == 0;

    /// <summary>The training.</summary>
    public TrainingContext Context { get; } = context;

    /// <summary>The rows that are looked at again and again.</summary>
    public Batch Probe { get; } = probe;

    /// <summary>Whether the model had not been trained before: a loss that is good at once says that its weights are not new, whatever
    /// the optimizer says.</summary>
    public bool IsFresh => _isFirstStep && !(Checkups[0].Loss < 0.9 * ConstantLoss);

    /// <summary>The loss of the best constant answer to the probe rows; NaN if it is not known.</summary>
    public double ConstantLoss { get; } = ConstantAnswer.Loss(context.Model, probe);

    /// <summary>The checkups so far; the first is from before the first step.</summary>
    public List<Checkup> Checkups { get; } = [];

    /// <summary>What was found so far.</summary>
    public List<Finding> Findings { get; } = [];

    /// <summary>The layers as they are applied, on symbols; empty if the model cannot be run outside its own steps.</summary>
    public IReadOnlyList<LayerCall> Calls { get; set; } = [];

    /// <summary>Why the loss of the last step is not finite; null if it is.</summary>
    public string? NonFinite { get; set; }

    /// <summary>Whether training has ended.</summary>
    public bool IsFinished { get; set; }

    /// <summary>The outputs for the probe rows as in prediction, row by row; empty before the end, and for models with several outputs.</summary>
    public IReadOnlyList<double[]> Answers { get; set; } = [];

    /// <summary>The loss of the probe rows as in prediction; NaN before the end.</summary>
    public double FinalLoss { get; set; } = double.NaN;

    /// <summary>The epoch at hand.</summary>
    public int Epoch => Context.Epoch;

    /// <summary>The completed epochs.</summary>
    public IReadOnlyList<EpochResult> Epochs => Context.Epochs;

    /// <summary>What a class is called: its name in quotes if it has one, or else its number.</summary>
    public string NameOfClass(int number) =>
        number >= 0 && number < Context.Options.ClassNames.Count ? $"'{Context.Options.ClassNames[number]}'" : number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether a problem was found in some layer.</summary>
    public bool Has(TrainingProblem problem) => Findings.Exists(finding => finding.Problem == problem);

    /// <summary>Whether a loss is hardly better than a constant answer's: above the share of it, or, where that is not known, of the loss
    /// before the first step.</summary>
    public bool IsPoor(double loss, double share) => loss > share * (double.IsNaN(ConstantLoss) ? Checkups[0].Loss : ConstantLoss);
}
