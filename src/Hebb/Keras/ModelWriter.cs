using System.Text.Json.Nodes;
using Hebb.Configuration;
using Hebb.Layers;
using Hebb.Models;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Keras;

/// <summary>Writes the structure of a model as Keras 3 does.</summary>
internal static class ModelWriter
{
    /// <summary>The class that a layer has in files; null if files cannot hold it.</summary>
    public static string? ClassName(Layer layer) => layer switch
    {
        Sequential => "Sequential",
        Model { Graph: not null } => "Functional",
        Input => "InputLayer",
        MaskOp op => op.ClassName,
        _ => Layer.Kinds.Of(layer)?.ClassName,
    };

    /// <summary>A model with all its layers.</summary>
    /// <exception cref="InvalidOperationException">A layer or a setting cannot be written.</exception>
    public static JsonObject Write(Model model)
    {
        RefuseSharing(model);
        if (Depth(model) is > ModelReader.MaxNesting and int depth)
        {
            throw new InvalidOperationException($"{model} has models nested {depth} deep; files hold at most {ModelReader.MaxNesting}. Flatten some of them.");
        }

        JsonObject json = WriteAny(model);
        TextInputs.ToTexts(json);
        if (model.FixedRows is { } rows) { FixedRows.Set(json, rows); }
        return json;
    }

    /// <summary>Refuses weights that two models or layers own: a file holds them with each, and whoever reads it makes layers that are trained apart.</summary>
    private static void RefuseSharing(Model model)
    {
        Dictionary<Layer, Layer> owners = [];
        foreach (Layer owner in model.WithSublayers())
        {
            foreach (Layer layer in owner.Sublayers)
            {
                if (owners.TryAdd(layer, owner) || owners[layer] == owner || layer.Parameters.Count == 0) { continue; }
                throw new InvalidOperationException(
                    $"{layer.Name ?? layer.DefaultName} is shared by {owners[layer].Name ?? owners[layer].DefaultName} and "
                    + $"{owner.Name ?? owner.DefaultName}. A file would hold it twice, and no longer shared after loading. Make one model of all the nodes, "
                    + "or save with SaveWeights and make the model in code before LoadWeights.");
            }
        }
    }

    private static int Depth(Layer layer) => (layer is Model ? 1 : 0) + (layer.Sublayers.Count == 0 ? 0 : layer.Sublayers.Max(Depth));

    private static JsonObject WriteAny(Model model) => model switch
    {
        Sequential sequential => WriteSequential(sequential),
        { Graph: { } graph } => WriteFunctional(model, graph),
        _ =>
            throw new InvalidOperationException(
                $"{model} is a class of your own, and code is not written to files: "
                + "save its weights with SaveWeights, or make the model from nodes (new Model(inputs, outputs)) or as a Sequential."),
    };

    /// <summary>A shape with the batch axis of any size.</summary>
    public static JsonArray BatchShape(RowShape row) => [null, .. row.Select(extent => (JsonNode?)extent)];

    private static JsonObject WriteSequential(Sequential model)
    {
        (RowShape row, DType type) = model.InputRows is [var only]
            ? only
            : throw new InvalidOperationException($"{model} has no shapes yet: begin it with an Input, or use it on data first.");
        JsonObject shape = new() { ["input_shape"] = BatchShape(row) };
        JsonArray layers = [];
        string implicitName = "input_layer";
        while (model.Sublayers.Any(layer => layer.Name == implicitName)) { implicitName += "_0"; }
        if (model.Sublayers is not [Input, ..]) { layers.Add((JsonNode)WriteInput(implicitName, row, type)); }
        foreach (Layer layer in model.Sublayers)
        {
            layers.Add((JsonNode)WriteLayer(layer, [row]));
            row = layer is Input ? row : layer.OutputShape ?? [];
        }

        JsonObject json = ConfigJson.Typed("keras", "Sequential", new JsonObject
        {
            ["name"] = model.Name ?? model.DefaultName,
            ["trainable"] = model.Trainable,
            ["dtype"] = LayerTable.Policy(),
            ["layers"] = layers,
            ["build_input_shape"] = shape["input_shape"]!.DeepClone(),
        });
        json["build_config"] = shape;
        return json;
    }

    private static JsonObject WriteFunctional(Model model, NodeGraph graph)
    {
        Dictionary<Node, int> indices = [];
        Dictionary<Layer, List<Node>> uses = [];
        foreach (Node node in graph.Nodes)
        {
            // An inner model's input is a node of the layers before it here. The outputs of one call count once.
            if (!uses.TryGetValue(node.Layer, out List<Node>? list)) { uses[node.Layer] = list = []; }
            int call = list.FindIndex(other => other.Outputs == node.Outputs);
            indices[node] = call < 0 ? list.Count : call;
            if (call < 0) { list.Add(node); }
        }

        JsonArray layers = [];
        foreach (Layer layer in graph.Layers)
        {
            List<Node> nodes = uses[layer];
            JsonObject json = WriteLayer(layer, [.. nodes[0].Inputs.Select(input => input.RowShape)]);
            json["name"] = layer.Name;
            CallForm form = LayerKinds.Table.CallOf(layer);
            Dictionary<string, JsonNode?> settings = [];
            foreach (string key in form.Settings)
            {
                if (json["config"]!.AsObject().Remove(key, out JsonNode? value)) { settings[key] = value; }
            }

            json["inbound_nodes"] =
                new JsonArray([.. nodes.Where(node => !graph.Inputs.Contains(node)).Select(node => WriteCall(node, indices, form, settings))]);
            layers.Add((JsonNode)json);
        }

        JsonObject result = ConfigJson.Typed("keras.src.models.functional", "Functional", new JsonObject
        {
            ["name"] = model.Name ?? model.DefaultName,
            ["trainable"] = model.Trainable,
            ["layers"] = layers,
            ["input_layers"] = Ends(graph.Inputs, indices),
            ["output_layers"] = Ends(graph.Outputs, indices),
        }, "Functional");
        result["build_config"] = new JsonObject { ["input_shape"] = null };
        return result;
    }

    /// <summary>A layer with its settings, and the shapes it was built for, if there are any.</summary>
    public static JsonObject WriteLayer(Layer layer, IReadOnlyList<RowShape> inputs)
    {
        switch (layer)
        {
            case MaskOp op: return op.Write();
            case Input input: return WriteInput(input.Name ?? input.DefaultName, input.RowShape, input.Node.DType);
            case Model model:
                JsonObject inner = Write(model);
                inner["compile_config"] = new JsonObject();
                return inner;
            default: break;
        }

        JsonObject json = Layer.Kinds.Write(layer).AsObject();
        // Layers that take their inputs one by one do not read shapes in one list: Keras builds them when it calls them.
        if (inputs.Count == 0 || inputs.Count > 1 && LayerKinds.Table.CallOf(layer).TakesInputsApart) { return json; }
        json["build_config"] = new JsonObject { ["input_shape"] = inputs.Count == 1 ? BatchShape(inputs[0]) : new JsonArray([.. inputs.Select(BatchShape)]) };
        return json;
    }

    private static JsonObject WriteInput(string name, RowShape row, DType type) => ConfigJson.Typed("keras.layers", "InputLayer", new JsonObject
    {
        ["batch_shape"] = BatchShape(row),
        ["dtype"] = TypeName(type),
        ["sparse"] = false,
        ["ragged"] = false,
        ["name"] = name,
        ["optional"] = false,
    });

    private static JsonObject WriteCall(Node node, Dictionary<Node, int> indices, CallForm form, Dictionary<string, JsonNode?> settings)
    {
        JsonObject arguments = new(settings.Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.DeepClone())));
        if ((node.Training ?? node.TrainingInFile) is { } training) { arguments["training"] = training; }
        if (form.AllOutputs is { } all && node.Outputs.Count > 1) { arguments[all] = true; }
        Node[] masks = form.Mask is null ? [] : [.. node.Inputs.Where(input => input.DType == DType.Bool)];
        if (masks.Length > 0)
        {
            // Keras' simple attentions take a list: a mask of the queries and one of the values.
            JsonNode[] named = WriteTensors(masks, indices);
            if (masks[0].RowShape.Rank == 1 && form.Padding is { } padding) { arguments[padding] = named[0]; }
            else
            {
                arguments[form.Mask!] = form.TakesInputsApart ? named[0] : new JsonArray([.. masks.Length == 1 ? new JsonNode?[] { null, named[0] } : named]);
            }
        }

        JsonNode[] tensors = WriteTensors([.. node.Inputs.Where(input => !masks.Contains(input))], indices);
        if (form.States is { } states && tensors.Length > 1)
        {
            arguments[states] = new JsonArray(tensors[1..]);
            tensors = [tensors[0]];
        }

        JsonArray inputs = form.TakesInputsApart ? new(tensors) : new(tensors.Length == 1 ? tensors[0] : new JsonArray(tensors));
        if (node.Layer is MaskOp { Value: { } compared }) { inputs.Add((JsonNode)compared); }
        JsonObject call = new() { ["args"] = inputs, ["kwargs"] = arguments };
        if (node.Training is not null) { call[FunctionalCalls.ObeyedTraining] = true; }
        return call;
    }

    private static JsonNode[] WriteTensors(IReadOnlyList<Node> nodes, Dictionary<Node, int> indices) =>
        [.. nodes.Select(input => (JsonNode)new JsonObject
        {
            ["class_name"] = "__keras_tensor__",
            ["config"] = new JsonObject
            {
                ["shape"] = BatchShape(input.RowShape),
                ["dtype"] = TypeName(input.DType),
                ["keras_history"] = new JsonArray(input.Layer.Name, indices[input], input.Output),
            },
        })];

    /// <summary>Inputs or outputs; a functional model counts the use that made it, so that its uses as a layer begin with 1.</summary>
    private static JsonArray Ends(IReadOnlyList<Node> nodes, Dictionary<Node, int> indices)
    {
        JsonArray[] ends =
            [.. nodes.Select(node => new JsonArray(node.Layer.Name, indices[node] + (node.Layer is Model { Graph: not null } ? 1 : 0), node.Output))];
        return ends.Length == 1 ? ends[0] : new JsonArray([.. ends]);
    }

    private static string TypeName(DType type) => type switch
    {
        DType.Float64 => "float64",
        DType.Int32 => "int32",
        DType.Int64 => "int64",
        DType.Bool => "bool",
        _ => "float32",
    };
}
