using Hebb.Tensors;

namespace Hebb.Graphs;

/// <summary>
/// The programs of a function, by the shapes and types of their arguments. What they take together is bounded: the least recently used ones are let go, and
/// with them all their memory. Finding needs no lock.
/// </summary>
/// <param name="mostBytes">How much programs may take together.</param>
internal sealed class ProgramCache(long mostBytes = ProgramCache.UsualBytes)
{
    /// <summary>What the programs of a function may take together.</summary>
    public const long UsualBytes = 64 << 20;

    /// <summary>So many stay however large they are: whole batches and the last one by turns must not be compiled again and again.</summary>
    public const int FewestKept = 4;

    private readonly Lock _adding = new();
    private volatile Entry[] _entries = []; // in the order of their hashes
    private volatile Entry? _latest;
    private long _uses;

    /// <summary>The number of programs.</summary>
    public int Count => _entries.Length;

    /// <summary>About how many bytes they hold.</summary>
    public long Bytes => BytesOf(_entries);

    /// <summary>The program that was found or added last; null if there is none.</summary>
    public Executable? Latest => _latest?.Program;

    /// <summary>The program for arguments of these shapes; null if there is none.</summary>
    public Executable? Find(ReadOnlySpan<Tensor> arguments)
    {
        Entry? latest = _latest;
        if (latest?.Program.Fits(arguments) == true) { return latest.Program; }
        Entry[] entries = _entries;
        int hash = Executable.HashOf(arguments);
        for (int i = FirstAt(entries, hash); i < entries.Length && entries[i].Program.ArgumentsHash == hash; i++)
        {
            if (!entries[i].Program.Fits(arguments)) { continue; }
            Use(entries[i], latest);
            return entries[i].Program;
        }

        return null;
    }

    /// <summary>Adds a program, and lets others go if there are too many.</summary>
    public void Add(Executable program)
    {
        lock (_adding)
        {
            Entry added = new(program);
            List<Entry> entries = [.. _entries];
            entries.Insert(FirstAt(_entries, program.ArgumentsHash), added);
            Use(added, _latest);
            while (entries.Count > FewestKept && BytesOf(entries) > mostBytes) { entries.Remove(entries.MinBy(entry => entry.LastUse)!); }
            _entries = [.. entries];
        }
    }

    /// <summary>Notes a use. The program used before is noted, too: while the same one is used again and again nothing is written.</summary>
    private void Use(Entry entry, Entry? before)
    {
        long use = Interlocked.Increment(ref _uses);
        before?.LastUse = use;
        entry.LastUse = use + 1;
        _latest = entry;
    }

    /// <summary>A constant that several programs use would stay if one of them went: it does not count.</summary>
    private static long BytesOf(IReadOnlyCollection<Entry> entries) => entries.Sum(entry => entry.Program.Bytes)
        + entries.SelectMany(entry => entry.Program.Constants).CountBy(constant => constant).Where(uses => uses.Value == 1).Sum(uses => uses.Key.Bytes);

    private static int FirstAt(Entry[] entries, int hash)
    {
        int first = 0, end = entries.Length;
        while (first < end)
        {
            int middle = (first + end) / 2;
            if (entries[middle].Program.ArgumentsHash < hash) { first = middle + 1; }
            else { end = middle; }
        }

        return first;
    }

    private sealed class Entry(Executable program)
    {
        public Executable Program { get; } = program;

        public long LastUse { get; set; }
    }
}
