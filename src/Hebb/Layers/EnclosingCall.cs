namespace Hebb.Layers;

/// <summary>The call of a layer at work on this thread: layers inside it behave as in training if it does, unless their own calls say otherwise.</summary>
internal readonly ref struct EnclosingCall
{
    [ThreadStatic] private static bool s_training;

    private readonly bool _before;

    private EnclosingCall(bool training) => (_before, s_training) = (s_training, training);

    /// <summary>Whether the call behaves as in training; false outside of calls.</summary>
    public static bool Training => s_training;

    /// <summary>Begins a call that lasts until the result is disposed.</summary>
    public static EnclosingCall Enter(bool training) => new(training);

    /// <summary>Returns to the call around this one.</summary>
    public void Dispose() => s_training = _before;
}
