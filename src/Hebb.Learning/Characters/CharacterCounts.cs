using Hebb.Learning.Training;

namespace Hebb.Learning.Characters;

/// <summary>
/// The next character by counting what followed the last ones in the training text, with shorter memories mixed in: p(c | h) = (n(h c) + k(h) · p(c
/// | h without its first)) / (n(h) + k(h)), where k(h) is how many different characters followed h (Witten and Bell, 1991). Without memory it is
/// how often each character occurs.
/// </summary>
internal sealed class CharacterCounts
{
    private readonly int _size, _memory;
    private readonly Dictionary<long, (Dictionary<int, int> Followers, int Sum)>[] _after;

    /// <summary>Counts.</summary>
    /// <param name="text">The training text.</param>
    /// <param name="size">How many characters there are.</param>
    /// <param name="memory">How many characters are looked back: 2 for a trigram.</param>
    public CharacterCounts(int[] text, int size, int memory)
    {
        (_size, _memory) = (size, memory);
        _after = [.. Enumerable.Range(0, memory + 1).Select(_ => new Dictionary<long, (Dictionary<int, int>, int)>())];
        for (int i = 0; i < text.Length; i++)
        {
            for (int back = 0; back <= Math.Min(memory, i); back++)
            {
                long key = Key(text, i, back);
                (Dictionary<int, int> followers, int sum) = _after[back].GetValueOrDefault(key, ([], 0));
                followers[text[i]] = followers.GetValueOrDefault(text[i]) + 1;
                _after[back][key] = (followers, sum + 1);
            }
        }
    }

    /// <summary>The figures on a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="first">The first character to be judged; those before are only looked back at.</param>
    public Judged Judge(int[] text, int first)
    {
        CharacterScores scores = new();
        double[] chances = new double[_size];
        for (int i = first; i < text.Length; i++)
        {
            Chances(text, i, chances);
            scores.Add(chances[text[i]], Array.IndexOf(chances, chances.Max()) == text[i]);
        }

        return scores.Judged(isConstant: _memory == 0);
    }

    private void Chances(int[] text, int i, double[] chances)
    {
        Array.Fill(chances, 1.0 / _size);
        for (int back = 0; back <= Math.Min(_memory, i); back++)
        {
            if (!_after[back].TryGetValue(Key(text, i, back), out (Dictionary<int, int> Followers, int Sum) found)) { return; }
            double kinds = found.Followers.Count, whole = found.Sum + kinds;
            for (int c = 0; c < chances.Length; c++) { chances[c] *= kinds / whole; }
            foreach ((int c, int count) in found.Followers) { chances[c] += count / whole; }
        }
    }

    /// <summary>The characters before a place as one number.</summary>
    private long Key(int[] text, int i, int back)
    {
        long key = 0;
        for (int j = i - back; j < i; j++) { key = (key * _size) + text[j]; }
        return key;
    }
}
