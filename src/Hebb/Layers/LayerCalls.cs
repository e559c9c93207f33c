using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>One use of a layer while a model ran.</summary>
/// <param name="Name">The path of the layer, such as <c>"encoder/dense_1"</c>; from the second use on with its number: <c>"dense (2)"</c>.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Inputs">What it was applied to.</param>
/// <param name="Output">What it made.</param>
/// <param name="AttentionScores">How it weighed what it looked at, if it is an attention.</param>
internal sealed record LayerCall(string Name, Layer Layer, IReadOnlyList<Tensor> Inputs, Tensor Output, Tensor? AttentionScores);

/// <summary>Notes which layers are applied on this thread: how one looks into a model. Inner layers come before the one that holds them.</summary>
internal sealed class LayerCalls
{
    [ThreadStatic] private static LayerCalls? s_current;

    private readonly List<LayerCall> _calls = [];
    private readonly Dictionary<string, int> _uses = [];
    private readonly Dictionary<string, Tensor> _scores = [];

    private LayerCalls() { }

    /// <summary>What notes the calls on this thread; null if nobody does.</summary>
    public static LayerCalls? Current => s_current;

    /// <summary>Runs code, and gives the layers that it applied.</summary>
    public static (T Result, IReadOnlyList<LayerCall> Calls) During<T>(Func<T> body)
    {
        LayerCalls? outer = s_current;
        LayerCalls calls = s_current = new();
        try
        {
            return (body(), calls._calls);
        }
        finally
        {
            s_current = outer;
        }
    }

    /// <summary>Notes a call.</summary>
    public void Add(Layer layer, IReadOnlyList<Tensor> inputs, Tensor output)
    {
        if (layer is Input) { return; }
        string path = Scope.Current!;
        int use = _uses[path] = _uses.GetValueOrDefault(path) + 1;
        _ = _scores.Remove(path, out Tensor? scores);
        _calls.Add(new(use == 1 ? path : $"{path} ({use})", layer, inputs, output, scores));
    }

    /// <summary>Notes the scores of the attention that is being applied, also where its caller takes the output alone.</summary>
    public void AddScores(Tensor scores) => _scores[Scope.Current!] = scores;
}
