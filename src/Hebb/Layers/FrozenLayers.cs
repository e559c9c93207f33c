namespace Hebb.Layers;

/// <summary>
/// The layers that a model was compiled with frozen. While its steps are traced on this thread, layers go by this and not by
/// <see cref="Layer.Trainable"/>, so that a change counts with the next Compile, whenever a step happens to be traced.
/// </summary>
internal sealed class FrozenLayers(IEnumerable<Layer> layers)
{
    [ThreadStatic] private static FrozenLayers? s_current;

    private readonly HashSet<Layer> _frozen = [.. layers.Where(layer => !layer.Trainable)];

    /// <summary>Those of the model whose step is traced; null outside of steps.</summary>
    public static FrozenLayers? Current => s_current;

    /// <summary>Whether the layer is not trained.</summary>
    public bool Contain(Layer layer) => _frozen.Contains(layer);

    /// <summary>Adds the layers inside of frozen ones that were made since.</summary>
    public void Complete() => _frozen.UnionWith([.. _frozen.SelectMany(layer => layer.WithSublayers())]);

    /// <summary>Runs code that traces a step of the model.</summary>
    public T During<T>(Func<T> body)
    {
        FrozenLayers? outer = s_current;
        s_current = this;
        try
        {
            return body();
        }
        finally
        {
            s_current = outer;
        }
    }
}
