using Hebb.Formats;
using Hebb.Models;

namespace Hebb.Callbacks;

/// <summary>
/// What a callback remembers so that an interrupted training continues as if it had not been. The same lines write it and read it: each is given the value
/// of now, and returns that one while the state is taken, or the remembered one while it is set.
/// </summary>
/// <example>
/// <code>
/// protected override void Remember(CallbackState state)
/// {
///     _best = state.Number("best", _best);
///     _wait = state.Count("wait", _wait);
/// }
/// </code>
/// </example>
public sealed class CallbackState
{
    private readonly OrderedDictionary<string, double> _numbers = [];

    /// <summary>A state to be taken.</summary>
    internal CallbackState() { }

    /// <summary>A state as a backup holds it.</summary>
    internal CallbackState(IEnumerable<KeyValuePair<string, double>> numbers, WeightSnapshot? weights)
    {
        foreach ((string name, double value) in numbers) { _numbers[name] = value; }
        (KeptWeights, IsRead) = (weights, true);
    }

    /// <summary>The numbers by name, in the order in which the callback names them.</summary>
    public IReadOnlyDictionary<string, double> Numbers => _numbers;

    /// <summary>The weights that the callback keeps besides the model's own; null if it keeps none.</summary>
    public WeightSnapshot? KeptWeights { get; private set; }

    /// <summary>Whether remembered values are being read; false while those of now are taken.</summary>
    internal bool IsRead { get; set; }

    /// <summary>Sets the states of callbacks: all of them, or, where one does not take its state, none.</summary>
    internal static void SetAll(IReadOnlyList<(Callback Callback, CallbackState State)> states)
    {
        CallbackState[] before = [.. states.Select(entry => entry.Callback.State)];
        for (int i = 0; i < states.Count; i++)
        {
            try
            {
                states[i].Callback.State = states[i].State;
            }
            catch
            {
                for (int undone = i; undone >= 0; undone--) { states[undone].Callback.Return(before[undone]); }
                throw;
            }
        }
    }

    /// <summary>A number, infinite or not a number perhaps.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="now">Its value now, which stays if the state does not know the name: an older version did not remember it.</param>
    public double Number(string name, double now)
    {
        if (IsRead) { return _numbers.GetValueOrDefault(name, now); }
        _numbers.Add(name, now);
        return now;
    }

    /// <summary>A number of things: whole, from 0 on.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="now">Its value now, which stays if the state does not know the name.</param>
    /// <exception cref="FileFormatException">What was remembered is no such number, or too large for the type.</exception>
    public int Count(string name, int now) => (int)Whole(name, now, int.MaxValue);

    /// <inheritdoc cref="Count(string, int)"/>
    public long Count(string name, long now) => Whole(name, now, 1L << 53);

    /// <summary>A yes or no.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="now">Its value now, which stays if the state does not know the name.</param>
    /// <exception cref="FileFormatException">What was remembered is neither.</exception>
    public bool Flag(string name, bool now) => Whole(name, now ? 1 : 0, 1) == 1;

    /// <summary>Weights besides the model's own, those of the best epoch, say: one copy for each callback.</summary>
    /// <param name="now">The copy; null if there is none.</param>
    public WeightSnapshot? Weights(WeightSnapshot? now) => IsRead ? KeptWeights : KeptWeights = now;

    private long Whole(string name, long now, long most)
    {
        double value = Number(name, now);
        return value >= 0 && value <= most && Math.Floor(value) == value
            ? (long)value
            : throw new FileFormatException($"found {name} = {value} in the state of a callback; expected a whole number from 0 to {most}.");
    }
}
