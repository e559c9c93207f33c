namespace Hebb.Tensors;

/// <summary>
/// What the number of the step is within a <c>Function</c>, for layers applied outside of one: each call of a layer that draws random numbers is a step, so
/// that dropout drops other places the next time.
/// </summary>
internal static class EagerStep
{
    [ThreadStatic] private static long? s_step;
    [ThreadStatic] private static bool s_hasDrawn;

    /// <summary>The step for random numbers that are drawn now.</summary>
    public static long Draw()
    {
        s_hasDrawn = true;
        return s_step ?? 0;
    }

    /// <summary>Runs a call of a layer; calls inside belong to the same step. A call that draws nothing is none.</summary>
    /// <param name="steps">The steps of the layer so far.</param>
    /// <param name="call">The call.</param>
    public static T During<T>(ref long steps, Func<T> call)
    {
        if (s_step is not null) { return call(); }
        (s_step, s_hasDrawn) = (Interlocked.Read(ref steps), false);
        try
        {
            return call();
        }
        finally
        {
            if (s_hasDrawn) { Interlocked.Increment(ref steps); }
            s_step = null;
        }
    }
}
