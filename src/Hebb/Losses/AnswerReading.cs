using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Losses;

/// <summary>Reads predictions as the loss does that they are trained by.</summary>
internal static class AnswerReading
{
    /// <summary>Targets and predictions as metrics of probabilities take them: targets 0 and 1, predictions in [0, 1].</summary>
    public static (Tensor YTrue, Tensor YPred) AsProbabilities(Loss loss, Tensor yTrue, Tensor yPred)
    {
        bool are = Logits.OfSigmoid(yPred) is not null || Logits.OfSoftmax(yPred) is not null;
        Tensor truth = loss.Answers == Answers.Signs ? (yTrue > 0).Cast(yTrue.DType) : yTrue;
        Tensor seen = are ? yPred : loss.Answers switch
        {
            Answers.Logits or Answers.Signs => yPred.Sigmoid(),
            Answers.LogitsOfClasses => yPred.Softmax(),
            _ => yPred,
        };
        if (!ReferenceEquals(seen, yPred)) { seen.Mask = yPred.Mask; }
        return (truth, seen);
    }

    /// <summary>What is wrong with predictions that are probabilities already, while the loss takes logits; null if nothing is.</summary>
    public static string? Warning(Loss loss, Tensor yPred)
    {
        string? function = loss.Answers is Answers.AsGiven or Answers.Signs ? null
            : Logits.OfSigmoid(yPred) is not null ? "sigmoid" : Logits.OfSoftmax(yPred) is not null ? "softmax" : null;
        return function is null ? null
            : $"The loss {loss.Name} takes logits (FromLogits), but the output is a {function} and so gives probabilities: the network trains badly. "
                + $"Leave out FromLogits, or the {function}.";
    }
}
