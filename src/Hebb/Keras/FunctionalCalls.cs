using System.Text.Json.Nodes;
using Hebb.Configuration;
using Hebb.Layers;
using Hebb.Models;
using Input = Hebb.Layers.Input;

namespace Hebb.Keras;

/// <summary>Applies the layers of a functional model to each other, as inbound_nodes say, in the form of Keras 3 or of earlier ones.</summary>
internal sealed class FunctionalCalls(ConfigSource source)
{
    /// <summary>
    /// Beside the arguments of a call, where Keras does not look: the call's training argument is obeyed. In Keras 3 it has no effect, since a model gives each
    /// of its layers the flag it is called with itself; so it has none in models that Keras 3 wrote. Keras 2 obeyed it.
    /// </summary>
    public const string ObeyedTraining = "hebb_obeys_training";

    private const int MaxDepth = 8;

    private readonly Dictionary<string, Use> _uses = [];
    private readonly MaskOps _masks = new(source);
    private readonly List<Call> _open = [];

    /// <summary>Adds an operation that computes a mask.</summary>
    public void AddMask(string name, JsonObject entry) => _masks.Add(name, entry);

    /// <summary>Adds a layer and the calls of it. Operations are known by then.</summary>
    public void Add(string name, Layer layer, JsonNode? inbound)
    {
        Use use = new(layer);
        if (!_uses.TryAdd(name, use)) { throw source.Error($"found two layers named {name}."); }
        CallForm form = LayerKinds.Table.CallOf(layer);
        if (layer is Input input) { use.Nodes.Add([input.Node]); }
        foreach (JsonNode? json in inbound is null ? [] : ConfigJson.List(inbound, source, "inbound_nodes").ToArray())
        {
            Call call = new(use) { AllOutputs = form.AllOutputs is null };
            if (json is JsonObject modern)
            {
                Tensors(modern["args"], call.Inputs, name, 0);
                if (call.Inputs.Count > form.InputsByPlace)
                {
                    throw source.Error(
                        $"layer {name} is called with {call.Inputs.Count} tensors that have no name; "
                        + $"expected at most {form.InputsByPlace}, and masks by their "
                        + $"names: {string.Join(", ", new[] { form.Mask, form.Padding }.OfType<string>())}.");
                }

                ReadArguments(call, modern["kwargs"], form, name);
                call.IsObeyed = modern[ObeyedTraining] is JsonValue obeyed && obeyed.TryGetValue(out bool on) && on;
            }
            else
            {
                JsonArray old = ConfigJson.List(json, source, "inbound_nodes");
                use.CountsItself |= layer is Model;
                call.IsObeyed = true;
                foreach (JsonArray item in old is [JsonValue, ..] ? [old] : old.Select(item => ConfigJson.List(item, source, "inbound_nodes")).ToArray())
                {
                    call.Inputs.Add(Parse(item));
                    if (item.Count > 3) { ReadArguments(call, item[3], form, name); }
                }
            }

            if (call.Inputs.Count > 0)
            {
                _masks.Note(layer, call.Inputs[0].Key);
                _open.Add(call);
            }
        }
    }

    /// <summary>Makes all nodes: in the order of the file, each as soon as its inputs exist.</summary>
    public void Run()
    {
        CheckMasks();
        foreach (Use use in _uses.Values.Where(use => use.CountsItself))
        {
            int calls = _open.Count(call => call.Use == use);
            use.CountsItself = _open
                .SelectMany(call => call.Inputs)
                .Where(reference => _uses.GetValueOrDefault(reference.Name) == use)
                .All(reference => reference.Index >= 1) && calls > 0;
        }

        while (_open.Count > 0)
        {
            int before = _open.Count;
            for (int i = 0; i < _open.Count;)
            {
                Call call = _open[i];
                Use use = call.Use;
                bool earlierCallWaits = _open.Take(i).Any(earlier => earlier.Use == use);
                Node?[] nodes = earlierCallWaits ? [null] : [.. call.Inputs.Select(reference => Find(reference, use: false))];
                if (nodes.Contains(null)) { i++; continue; }
                if (call.HasComputedMask && IsOwn(nodes)) { nodes = nodes[..^1]; }
                use.RequireMasks(nodes, source);
                bool? training = call.IsObeyed ? call.Training : null;
                IReadOnlyList<Node> made = call.AllOutputs ? use.Layer.ApplyAll(nodes!, training) : [use.Layer.Apply(nodes!, training)];
                foreach (Node node in made) { node.TrainingInFile = call.Training; }
                use.Nodes.Add(made);
                _open.RemoveAt(i);
            }

            if (_open.Count == before)
            {
                Call first = _open[0];
                throw source.Error(
                    $"layer {first.Use.Layer.Name} is applied to {string.Join(", ", first.Inputs)}, which "
                    + (first.Inputs.Any(reference => _masks.Knows(reference.Name))
                        ? "an operation of Keras makes; operations are only known where they compute masks. Use layers instead."
                        : "nothing makes; expected names of layers before it."));
            }
        }
    }

    /// <summary>Refuses masks that do not follow by themselves. Call it when all layers are added.</summary>
    private void CheckMasks()
    {
        foreach ((string name, Use use) in _uses)
        {
            foreach (string op in use.Masks) { _masks.Check(name, op); }
        }
    }

    /// <summary>The nodes that input_layers or output_layers name: one, or a list, or a dictionary.</summary>
    public IReadOnlyList<Node> Ends(JsonNode? node) => node switch
    {
        JsonArray single when single is [JsonValue, ..] => [End(single)],
        JsonArray list => [.. list.Select(item => End(ConfigJson.List(item, source, "input_layers and output_layers")))],
        JsonObject named => [.. named.Select(entry => End(ConfigJson.List(entry.Value, source, "input_layers and output_layers")))],
        _ => throw source.Error("input_layers or output_layers is missing."),
    };

    private Node End(JsonArray item)
    {
        Reference reference = Parse(item);
        return Find(reference, use: true)
            ?? throw source.Error($"found {reference} among the inputs and outputs; expected the name of a layer and of one of its uses.");
    }

    /// <summary>The node that a reference means; null if it is not there (yet).</summary>
    private Node? Find(Reference reference, bool use)
    {
        if (!_uses.TryGetValue(reference.Name, out Use? found)) { return null; }
        // The making of an inner functional model is counted as its first use: among inputs and outputs, and by Keras before 3 everywhere.
        bool shifted = found.CountsItself || use && found.Layer is Model { Graph: not null } && reference.Index > 0;
        int index = reference.Index - (shifted ? 1 : 0);
        return index >= 0 && index < found.Nodes.Count && reference.Output < found.Nodes[index].Count ? found.Nodes[index][reference.Output] : null;
    }

    private void Tensors(JsonNode? node, List<Reference> found, string layer, int depth)
    {
        if (depth > MaxDepth) { throw source.Error($"layer {layer} is applied to lists nested more than {MaxDepth} deep."); }
        switch (node)
        {
            case JsonArray { Count: 3 } old when old[0] is JsonValue: // before Keras 3
                found.Add(Parse(old));
                break;
            case JsonArray list:
                foreach (JsonNode? item in list) { Tensors(item, found, layer, depth + 1); }
                break;
            case JsonObject tensor when tensor["class_name"]?.ToString() == "__keras_tensor__":
                JsonObject config = ConfigJson.Object(tensor["config"], source, "__keras_tensor__");
                found.Add(Parse(ConfigJson.List(config["keras_history"], source, "keras_history")));
                break;
            case null: break;
            default: throw source.Error($"layer {layer} is called with {ConfigSource.Short(node)}; expected tensors of other layers only.");
        }
    }

    /// <summary>Reads the arguments of a call that have names. Tensors among them are inputs behind the others, the mask last.</summary>
    private void ReadArguments(Call call, JsonNode? node, CallForm form, string layer)
    {
        List<Reference> masks = [];
        foreach ((string key, JsonNode? value) in node as JsonObject ?? [])
        {
            bool? flag = value is JsonValue given && given.TryGetValue(out bool on) ? on : null;
            if (value is not null && key == "training")
            {
                call.Training =
                    flag ?? throw source.Error($"layer {layer} is called with training = {ConfigSource.Short(value)}; expected true, false or null.");
            }
            else if (value is null || flag == false || form.Settings.Contains(key)) { continue; }
            else if (form.AllOutputs == key) { call.AllOutputs = true; }
            else if (form.States is not null && form.Mask == key && IsOfOps(value) && AddOps(MaskOps.Names(value), 0))
            {
                call.HasComputedMask = true;
                Tensors(value, masks, layer, 0);
            }
            else if (IsMask(key) && IsOfOps(value)) { call.Use.Masks.AddRange(MaskOps.Names(value)); }
            else if (form.TakesInputsApart && key is "value" or "key") { Tensors(value, call.Inputs, layer, 0); }
            else if (form.States == key) { Tensors(value, call.Inputs, layer, 0); }
            else if ((form.Mask == key || form.Padding == key) && !(value is JsonArray { Count: > 0 } list && list[^1] is null))
            {
                Tensors(value, masks, layer, 0);
            }
            else if (IsMask(key))
            {
                throw source.Error(
                    $"layer {layer} is called with {key} = {ConfigSource.Short(value)}; "
                    + "expected a mask that follows by itself from Embedding (mask_zero) or Masking"
                    + (form.Mask is { } known
                        ? $", or one given as {string.Join(" or ", new[] { known, form.Padding }.OfType<string>())}"
                        : "; only attention, recurrent layers and Softmax take one that is given")
                    + ". Make the mask with one of these layers, before this one.");
            }
            else { throw source.Error($"layer {layer} is called with {key} = {ConfigSource.Short(value)}; this argument is not supported."); }
        }

        if (form.States is not null && call.Inputs.Count > 1 && call.Use.Masks is [var unknown, ..])
        {
            // Such a call does not look at the sequence's own mask.
            throw source.Error(
                $"layer {layer} is called with first states and the mask {unknown}; expected one that NotEqual makes, or Any of it. "
                + "Give the mask to the model as an input of booleans.");
        }

        call.Inputs.AddRange(masks);
    }

    /// <summary>Adds operations, and those before them, as layers to be computed; false if one of them cannot be.</summary>
    private bool AddOps(IEnumerable<string> names, int depth)
    {
        foreach (string name in names.Where(name => !_uses.ContainsKey(name)))
        {
            if (depth > MaxDepth || _masks.Find(name) is not { } entry || MaskOp.Read(entry) is not { } op) { return false; }
            JsonNode? arguments = entry["inbound_nodes"]![0]!["args"]![0];
            if (!AddOps(MaskOps.Names(arguments).Where(_masks.Knows), depth + 1)) { return false; }
            op.Name = name;
            Use use = new(op);
            Call call = new(use);
            Tensors(arguments, call.Inputs, name, 0);
            _uses.Add(name, use);
            _open.Add(call);
        }

        return true;
    }

    /// <summary>Whether the mask that a call is given last is the one that its only other input has by itself.</summary>
    private static bool IsOwn(Node?[] inputs)
    {
        if (inputs is not [{ } at, { } mask]) { return false; }
        while (at.Layer.MaskedValue is null)
        {
            if (at.MaskShape is null || at.Inputs.Count != 1 || at.Layer is Model) { return false; }
            at = at.Inputs[0];
        }

        Node compared = at.Layer is Masking ? mask.Inputs[0] : mask;
        return mask.Layer is MaskOp last && last.Value is null == at.Layer is Masking
            && compared.Layer is MaskOp { Value: { } value } && value.Equals(at.Layer.MaskedValue) && compared.Inputs[0] == at.Inputs[0];
    }

    private static bool IsMask(string argument) => argument == "mask" || argument.EndsWith("_mask", StringComparison.Ordinal);

    /// <summary>Whether an argument consists of masks that operations computed.</summary>
    private bool IsOfOps(JsonNode? value) => MaskOps.Names(value) is var names && names.Any() && names.All(_masks.Knows);

    private Reference Parse(JsonArray item)
    {
        if (item.Count >= 3 && item[0] is JsonValue name && name.TryGetValue(out string? text)
            && item[1] is JsonValue use && use.TryGetValue(out int index) && index >= 0 && item[2] is JsonValue output && output.TryGetValue(out int tensor))
        {
            if (tensor >= 0) { return new(text, index, tensor); }
        }

        throw source.Error($"found {ConfigSource.Short(item)} where a tensor is named; expected [\"layer\", 0, 0].");
    }

    /// <summary>A layer and what its calls made.</summary>
    private sealed class Use(Layer layer)
    {
        public Layer Layer { get; } = layer;

        /// <summary>For each call its outputs.</summary>
        public List<IReadOnlyList<Node>> Nodes { get; } = [];

        /// <summary>The operations that compute masks for its calls.</summary>
        public List<string> Masks { get; } = [];

        /// <summary>Refuses calls with a mask, computed by operations, of tensors that have none here.</summary>
        public void RequireMasks(IReadOnlyList<Node?> inputs, ConfigSource source)
        {
            if (Masks.Count == 0 || inputs.Any(input => input!.MaskShape is not null)) { return; }
            throw source.Error(
                $"layer {Layer.Name} is called with the mask {Masks[0]}, but none of its inputs has a mask: the layers before it drop it. "
                + "Give the mask to the model as an input of booleans.");
        }

        /// <summary>Whether the file counts the making of an inner model as its first use.</summary>
        public bool CountsItself { get; set; }
    }

    /// <summary>A call of a layer.</summary>
    private sealed class Call(Use use)
    {
        /// <summary>The layer.</summary>
        public Use Use { get; } = use;

        /// <summary>What it is applied to, masks last.</summary>
        public List<Reference> Inputs { get; } = [];

        /// <summary>Whether the last input is a mask that an operation computes.</summary>
        public bool HasComputedMask { get; set; }

        /// <summary>Whether it asks for all outputs.</summary>
        public bool AllOutputs { get; set; }

        /// <summary>The training argument; null for none.</summary>
        public bool? Training { get; set; }

        /// <summary>Whether the layer goes by it.</summary>
        public bool IsObeyed { get; set; }
    }

    /// <summary>The output of a use of a layer.</summary>
    private sealed record Reference(string Name, int Index, int Output)
    {
        /// <summary>The same, as operations name tensors.</summary>
        public string Key => $"{Name}/{Index}/{Output}";

        public override string ToString() => Output == 0 ? $"{Name} (use {Index})" : $"{Name} (use {Index}, output {Output})";
    }
}
