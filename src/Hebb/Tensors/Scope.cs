namespace Hebb.Tensors;

/// <summary>The layer at work on this thread; every tensor made meanwhile carries its name, so that kernels and errors can tell.</summary>
internal static class Scope
{
    [ThreadStatic] private static string? s_current;

    /// <summary>The path of the layer at work, such as <c>"encoder/dense_1"</c>; null outside layers.</summary>
    public static string? Current => s_current;

    /// <summary>Enters a layer inside the current one, until the result is disposed.</summary>
    public static Entered Enter(string name) => Set(s_current is null ? name : $"{s_current}/{name}");

    /// <summary>Makes this the current path, until the result is disposed.</summary>
    public static Entered Set(string? path)
    {
        Entered entered = new(s_current);
        s_current = path;
        return entered;
    }

    /// <summary>Restores the scope that was current before.</summary>
    public readonly ref struct Entered(string? before)
    {
        private readonly string? _before = before;

        /// <summary>Leaves the scope.</summary>
        public void Dispose() => s_current = _before;
    }
}
