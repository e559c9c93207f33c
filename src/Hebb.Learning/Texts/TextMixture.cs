using Hebb.Data.Preprocessing;
using Hebb.Layers;
using Hebb.Models;
using Hebb.Ops;

namespace Hebb.Learning.Texts;

/// <summary>
/// A network reads words in their order, a bag of words knows which there are; which of them is right more often depends on the texts, and the mean of both
/// usually is. The validation texts decide how much the network counts.
/// </summary>
internal static class TextMixture
{
    /// <summary>One of the two alone is preferred unless both together are better by this share of the loss.</summary>
    private const double WorthBoth = 0.01;

    private const int Parts = 10;
    private const double Smallest = 1e-7;

    /// <summary>How much the network counts: 1 if it is best alone, 0 if the bag is.</summary>
    /// <param name="network">The probabilities that the network gives for the true classes of the validation texts.</param>
    /// <param name="bag">Those of the bag of words, trained on the same texts.</param>
    /// <param name="counts">How much each text counts.</param>
    public static double ShareOf(double[] network, double[] bag, float[] counts)
    {
        double[] losses = [.. Enumerable.Range(0, Parts + 1).Select(part => Loss((double)part / Parts))];
        double enough = losses.Min() * (1 + WorthBoth);
        return losses[0] <= enough ? 0 : losses[Parts] <= enough ? 1 : (double)Array.IndexOf(losses, losses.Min()) / Parts;

        double Loss(double share) => Enumerable.Range(0, bag.Length)
            .Sum(text => -counts[text] * Math.Log(Math.Max((share * network[text]) + ((1 - share) * bag[text]), Smallest)));
    }

    /// <summary>The probability that an answer gives to the true class.</summary>
    /// <param name="target">The classes.</param>
    /// <param name="answer">The outputs for one text.</param>
    /// <param name="truth">The class.</param>
    public static double OfTruth(TargetEncoder target, ReadOnlySpan<float> answer, int truth) =>
        target.Classes.Count > 2 ? answer[truth] : truth == 1 ? answer[0] : 1 - answer[0];

    /// <summary>Both as one model whose inputs are those of the network and then those of the bag.</summary>
    public static Model Of(Model network, Model bag, double share, long seed)
    {
        Input[] inputs = [.. network.Inputs.Concat(bag.Inputs).Select(input => new Input(input.RowShape, input.DType))];
        Node read = network.Apply(inputs[0]), known = bag.Apply([inputs[1], inputs[2]]);
        Node answer = new Add().Apply([new Rescaling(share).Apply(read), new Rescaling(1 - share).Apply(known)]);
        return new Model([.. inputs.Select(input => input.Node)], [answer]) { Seed = seed };
    }
}
