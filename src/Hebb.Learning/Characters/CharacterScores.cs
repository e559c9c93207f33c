namespace Hebb.Learning.Characters;

/// <summary>Adds up how good guesses of next characters are.</summary>
internal sealed class CharacterScores
{
    /// <summary>A wrong certainty does not make the sum infinite.</summary>
    private const double Least = 1e-7;

    private double _nats;
    private long _count, _right;

    /// <summary>A guess.</summary>
    /// <param name="chance">The probability given to the true character.</param>
    /// <param name="isRight">Whether it was the most probable one.</param>
    public void Add(double chance, bool isRight)
    {
        _nats -= Math.Log(Math.Max(chance, Least));
        _count++;
        _right += isRight ? 1 : 0;
    }

    /// <summary>Nats per character, their exponential, and the share of right guesses.</summary>
    public IReadOnlyDictionary<string, double> Figures => new OrderedDictionary<string, double>
    {
        ["log_loss"] = _nats / _count,
        ["perplexity"] = Math.Exp(_nats / _count),
        ["accuracy"] = (double)_right / _count,
    };
}
