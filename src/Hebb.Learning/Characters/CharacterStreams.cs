using System.Collections;
using Hebb.Datasets;
using Hebb.Ops;

namespace Hebb.Learning.Characters;

/// <summary>
/// Passes over a long text that is read at several places at once: row i of a batch goes on where row i of the batch before ended. Each row stands beside the
/// same row one character later. With a seed, every pass begins elsewhere.
/// </summary>
internal sealed class CharacterStreams : IEnumerable<Batch>
{
    private readonly int[] _text;
    private readonly int _length, _places, _span;
    private readonly long? _seed;
    private int _pass = -1;

    /// <summary>Passes over a text longer than a row.</summary>
    /// <param name="text">The characters.</param>
    /// <param name="length">The characters of a row.</param>
    /// <param name="places">At how many places the text is read at once. Those of a short text overlap.</param>
    /// <param name="seed">The root of where passes begin; null for always at the beginning.</param>
    public CharacterStreams(int[] text, int length, int places, long? seed)
    {
        (_text, _length, _places, _seed) = (text, length, places, seed);

        // Wherever a pass begins, it has the same number of batches; a row needs one character more than it has, the one after its last.
        Batches = Math.Max(1, (text.Length - 1 - (seed is null ? 0 : length - 1)) / (length * places));
        _span = Batches * length;
    }

    /// <summary>The batches of a pass.</summary>
    public int Batches { get; }

    public IEnumerator<Batch> GetEnumerator()
    {
        int pass = Interlocked.Increment(ref _pass), last = _text.Length - 1 - _span;
        SplitMix64 random = SplitMix64.Of(_seed ?? 0, pass);
        int first = _seed is null ? 0 : random.Below(Math.Min(_length, last + 1));
        int[] starts = [.. Enumerable.Range(0, _places).Select(place => first + (int)((long)place * (last - first) / Math.Max(1, _places - 1)))];
        return Enumerable.Range(0, Batches)
            .Select(batch => CharacterRows.New(_text, _length, [.. starts.Select(start => start + (batch * _length))]))
            .GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
