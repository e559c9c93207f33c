namespace Hebb.Layers;

/// <summary>
/// Numbers the models and layers that are made without a seed, so that no two of them are alike and a program repeats itself: the n-th model made in a process
/// has the seed n, from 0 on. Only making one counts; looking at it, saving it and the like change nothing.
/// </summary>
internal sealed class Unseeded
{
    private static readonly Unseeded s_process = new();
    private static readonly AsyncLocal<Unseeded?> s_apart = new();

    private long _models;
    private long _layers;

    private static Unseeded Current => s_apart.Value ?? s_process;

    /// <summary>The seed of the next model, from 0 on.</summary>
    public static long NextModel() => Interlocked.Increment(ref Current._models) - 1;

    /// <summary>The number of the next layer, from 1 on. Only layers that never become part of a model make use of it.</summary>
    public static long NextLayer() => Interlocked.Increment(ref Current._layers);

    /// <summary>Lets the next model have a seed that was not needed: a model is made before it is given a seed of its own.</summary>
    public static void GiveBack(long model) => Interlocked.CompareExchange(ref Current._models, model, model + 1);

    /// <summary>Runs code that begins with numbers of its own: what is only made to be looked at, or must not depend on what was made before.</summary>
    public static T Apart<T>(Func<T> body)
    {
        Unseeded? outer = s_apart.Value;
        Begin();
        try
        {
            return body();
        }
        finally
        {
            s_apart.Value = outer;
        }
    }

    /// <summary>Lets all that follows on this thread, and on those that it starts, begin with numbers of its own.</summary>
    public static void Begin() => s_apart.Value = new();
}
