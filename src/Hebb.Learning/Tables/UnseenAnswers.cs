namespace Hebb.Learning.Tables;

/// <summary>Answers to rows that the answering network has not learned from and that are not held out: they choose what is left to be chosen.</summary>
/// <param name="Truth">What is to be predicted, as the network sees it.</param>
/// <param name="Outputs">What the network gave.</param>
internal sealed record UnseenAnswers(float[] Truth, float[] Outputs)
{
    /// <summary>How large the errors of the trained model are beside those of these answers: below 1 where it is a mean and one member answered.</summary>
    public double ErrorRatio { get; init; } = 1;

    /// <summary>The same, of a model whose outputs are higher by a number.</summary>
    public UnseenAnswers Plus(float number) => number == 0 ? this : this with { Outputs = [.. Outputs.Select(output => output + number)] };

    /// <summary>The last of them: where all rows but the held-out ones were answered, those for validation.</summary>
    public UnseenAnswers Last(int rows) => Truth.Length <= rows ? this : new(Truth[^rows..], Outputs[^(rows * (Outputs.Length / Truth.Length))..]);
}
