using System.Globalization;

namespace Hebb.Tensors;

/// <summary>
/// What a model that is made on this thread may ask for while it is read from a file: weights no larger than those that the file holds, and a prediction that
/// ends. So a few bytes that ask for a million units, or for a window of a million taps at a million places, cost neither memory nor time.
/// </summary>
internal sealed class LoadBudget
{
    /// <summary>The work that any model may do for a row: a fraction of a second.</summary>
    private const long LeastWork = 1L << 28;

    /// <summary>The work that each weight allows beyond that: it may be used at every place of a picture of 8 million.</summary>
    private const long WorkOfWeight = (1 << 23) / Sizes.ProductsPerStep;

    /// <summary>What an op costs however small it is: it must be traced, compiled and started.</summary>
    private const long WorkOfOp = 1 << 12;

    /// <summary>Numbers that layers may have beyond those in the file: so few that an error about shapes, which says more, comes first.</summary>
    private const int SpareNumbers = 1 << 13;

    [ThreadStatic] private static LoadBudget? s_current;

    private readonly bool _isFile;
    private long _weights, _held, _work = LeastWork;
    private int _rows = 1;

    private LoadBudget(long weights, long held, bool isFile) => (_weights, _held, _isFile) = (weights, held, isFile);

    /// <summary>Whether there is a limit on this thread.</summary>
    public static bool IsOn => s_current is not null;

    /// <summary>Allows what a file holds, until the result is disposed.</summary>
    /// <param name="numbers">How many numbers it holds.</param>
    public static Limited OfFile(long numbers) => Limit(new(numbers + SpareNumbers, numbers, isFile: true));

    /// <summary>Allows weights of so many numbers, where no file holds them, until the result is disposed.</summary>
    public static Limited OfConfiguration(long numbers) => Limit(new(numbers, numbers, isFile: false));

    /// <summary>Takes the numbers of a weight that is about to be made.</summary>
    /// <exception cref="InvalidOperationException">There are not as many left.</exception>
    public static void SpendWeight(string name, string shape, long size)
    {
        if (s_current is not { } budget) { return; }
        if (size > budget._weights)
        {
            throw new InvalidOperationException(
                $"{name} of shape {shape} would have {Text(size)} numbers, more than {(budget._isFile ? "the file holds" : "the limit")}. "
                + $"The file is damaged{(budget._isFile ? ", or lacks its weights" : "")}: save the model again.");
        }

        budget._weights -= size;
        long held = Math.Min(size, budget._held);
        budget._held -= held;
        budget._work += held * WorkOfWeight;
    }

    /// <summary>Notes how many rows ops are made for while a function runs.</summary>
    public static T ForRows<T>(int rows, Func<T> run)
    {
        if (s_current is not { } budget) { return run(); }
        int before = budget._rows;
        budget._rows = rows;
        try { return run(); }
        finally { budget._rows = before; }
    }

    /// <summary>Takes the work of an op that a model is made of.</summary>
    /// <param name="op">The op's name.</param>
    /// <param name="work">Its work.</param>
    /// <param name="bytes">The size of its result.</param>
    /// <exception cref="ShapeException">There is not as much left, or the result is too large for any memory.</exception>
    public static void Spend(string op, long work, long bytes)
    {
        if (s_current is not { } budget) { return; }
        (work, bytes) = (WorkOfOp + work / budget._rows, bytes / budget._rows);
        if (work > budget._work || bytes > Array.MaxLength)
        {
            throw new ShapeException(
                $"{op} takes {Text(work)} steps and {Text(bytes)} bytes for a row; a model of this size may take "
                + $"{Text(budget._work)} more steps, and {Text(Array.MaxLength)} bytes. The file is damaged, or asks for more than it holds: "
                + "if that is right, make the model in code and call LoadWeights.");
        }

        budget._work -= work;
    }

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static Limited Limit(LoadBudget budget)
    {
        Limited limited = new(s_current);
        s_current = budget;
        return limited;
    }

    /// <summary>Restores what was allowed before.</summary>
    public readonly ref struct Limited
    {
        private readonly LoadBudget? _before;

        internal Limited(LoadBudget? before) => _before = before;

        /// <summary>Restores what was allowed before.</summary>
        public void Dispose() => s_current = _before;
    }
}
