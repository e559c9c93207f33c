using Hebb.Learning.Evaluation;
using Hebb.Learning.Training;

namespace Hebb.Learning.Characters;

/// <summary>Adds up how good guesses of next characters are.</summary>
internal sealed class CharacterScores
{
    /// <summary>A wrong certainty does not make the sum infinite.</summary>
    private const double Least = 1e-7;

    private readonly List<bool> _hits = [];
    private double _nats;

    /// <summary>A guess.</summary>
    /// <param name="chance">The probability given to the true character.</param>
    /// <param name="isRight">Whether it was the most probable one.</param>
    public void Add(double chance, bool isRight)
    {
        _nats -= Math.Log(Math.Max(chance, Least));
        _hits.Add(isRight);
    }

    /// <summary>Nats per character, their exponential, and the share of right guesses.</summary>
    public IReadOnlyDictionary<string, double> Figures => new OrderedDictionary<string, double>
    {
        ["log_loss"] = _nats / _hits.Count,
        ["perplexity"] = Math.Exp(_nats / _hits.Count),
        ["accuracy"] = (double)_hits.Count(hit => hit) / _hits.Count,
    };

    /// <summary>Figures, and guess by guess whether it was right.</summary>
    /// <param name="isConstant">Whether it was the same guess every time.</param>
    public Judged Judged(bool isConstant = false) => new(Figures, null) { Answers = new GuessAnswers(_hits, isConstant) };
}
