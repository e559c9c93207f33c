using Hebb.Callbacks;

namespace Hebb.Learning.Characters;

/// <summary>Lets a network that remembers from batch to batch forget before each pass over a text, in training and in validation.</summary>
internal sealed class FreshStates : Callback
{
    public override void OnEpochBegin(TrainingContext context, int epoch) => context.Model.ResetStates();

    public override void OnTestBegin(TrainingContext context) => context.Model.ResetStates();
}
