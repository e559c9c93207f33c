using Hebb.Models;

namespace Hebb.Callbacks;

/// <summary>Validates with the running means of the weights that an optimizer with <c>UseEma</c> keeps; training uses the weights themselves.</summary>
public sealed class SwapEMAWeights : Callback
{
    private TrainingContext? _context;
    private bool _isSwapped;

    /// <summary>
    /// Whether the model also holds the means from the end of an epoch to the beginning of the next, so that callbacks that stand behind this one,
    /// <c>ModelCheckpoint</c> say, save
    /// them.
    /// </summary>
    public bool SwapOnEpoch { get; init; }

    /// <inheritdoc/>
    protected override void Remember(CallbackState state) => _isSwapped = state.Flag("swapped", _context?.Model.Optimizer!.AveragesAreSwapped == true);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The optimizer keeps no means.</exception>
    public override void OnTrainBegin(TrainingContext context)
    {
        if (!context.Model.Optimizer!.UseEma)
        {
            throw new InvalidOperationException(
                "SwapEMAWeights needs running means of the weights, but the optimizer keeps none: "
                + $"compile with an optimizer such as new Adam {{ UseEma = true }}.");
        }

        _context = context;
        if (IsContinuing && _isSwapped) { context.Model.Optimizer.AveragesAreSwapped = true; }
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(TrainingContext context, int epoch) => Swap(context, means: false);

    /// <inheritdoc/>
    public override void OnTestBegin(TrainingContext context) => Swap(context, means: true);

    /// <inheritdoc/>
    public override void OnTestEnd(TrainingContext context) => Swap(context, means: false);

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context, EpochResult result)
    {
        if (SwapOnEpoch) { Swap(context, means: true); }
    }

    /// <summary>Makes the model hold the means, or the weights.</summary>
    private static void Swap(TrainingContext context, bool means)
    {
        Model model = context.Model;
        if (model.Optimizer!.AveragesAreSwapped != means) { model.Gate.Change(() => model.Optimizer.SwapAverages(model.TrainedParameters)); }
    }
}
