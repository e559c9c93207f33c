using Hebb.Layers;
using Hebb.Tensors;

namespace Hebb.Models;

/// <summary>What a summary says below its table: where a model may do something else than its reader thinks.</summary>
internal static class SummaryNotes
{
    /// <summary>The notes on a model, one a line.</summary>
    /// <param name="model">The model.</param>
    /// <param name="calls">The uses of its layers on symbols; none if its shapes are not known.</param>
    public static IEnumerable<string> Of(Model model, IReadOnlyList<LayerCall> calls) => [.. Masks(calls), .. TrainingArguments(model)];

    /// <summary>Calls in which the mask of an input is of no effect: filled-up steps count there as any other.</summary>
    private static IEnumerable<string> Masks(IReadOnlyList<LayerCall> calls)
    {
        // What a layer does with the layers inside it is its own affair.
        string[] whole = [.. calls.Where(call => call.Layer is not Model).Select(call => $"{call.Name}/")];
        foreach (LayerCall call in calls)
        {
            Tensor[] masks = [.. call.Inputs.Select(input => input.Mask).OfType<Tensor>()];
            bool isLoop = call.Layer is RNN or Bidirectional;
            if (masks.Length == 0 || call.Layer is Model || !isLoop && call.Output.Mask is not null || DependsOn(call, masks)) { continue; }
            if (Array.Exists(whole, outer => call.Name.StartsWith(outer, StringComparison.Ordinal))) { continue; }
            yield return isLoop
                ? $"{call.Name} works on masked steps as on any other, since it is given first states (as in Keras). Give it the mask as a further input."
                : $"{call.Name} drops the mask of its input: from there on masked steps count as any other.";
        }
    }

    /// <summary>Calls whose training argument means nothing to Keras, or nothing here because Keras wrote it.</summary>
    private static IEnumerable<string> TrainingArguments(Model model)
    {
        foreach (Node node in model.WithSublayers().OfType<Model>().SelectMany(inner => inner.Graph?.Nodes ?? []))
        {
            if (node.Output > 0) { continue; }
            string name = node.Layer.Name ?? node.Layer.DefaultName;
            if (node.Training is { } obeyed)
            {
                yield return $"{name} is always called with training: {(obeyed ? "true" : "false")}. Keras would call it as the model instead.";
            }
            else if (node.TrainingInFile is { } ignored)
            {
                yield return $"{name} is called with training={ignored} in the file, which has no effect, as in Keras.";
            }
        }
    }

    /// <summary>Whether a call computes with one of the masks.</summary>
    private static bool DependsOn(LayerCall call, IReadOnlyList<Tensor> masks)
    {
        HashSet<Tensor> seen = [.. call.Inputs];
        Stack<Tensor> open = new([call.Output]);
        while (open.TryPop(out Tensor? tensor))
        {
            if (masks.Contains(tensor)) { return true; }
            if (!seen.Add(tensor)) { continue; }
            foreach (Tensor input in tensor.Inputs) { open.Push(input); }
        }

        return false;
    }
}
