namespace Hebb.Learning.Tables;

/// <summary>Answers to rows that the answering network has not learned from and that are not held out: they choose what is left to be chosen.</summary>
/// <param name="Truth">What is to be predicted, as the network sees it.</param>
/// <param name="Outputs">What the network gave.</param>
internal sealed record UnseenAnswers(float[] Truth, float[] Outputs)
{
    /// <summary>How large the errors of the trained model are beside those of these answers: below 1 where it is a mean and one member answered.</summary>
    public double ErrorRatio { get; init; } = 1;
}
