using System.Text;
using System.Text.Json.Nodes;
using Hebb.Configuration;
using Hebb.Formats;
using Hebb.Formats.Hdf5;
using Hebb.Keras;
using Hebb.Layers;
using Hebb.Models;
using Hebb.Tensors;
using Hebb.Tests.Keras;
using Input = Hebb.Layers.Input;

namespace Hebb.Fuzz;

/// <summary>A sound model in a file, to be damaged: one layer of one kind behind its inputs.</summary>
internal sealed class ModelCase
{
    private readonly ModelForm _form;
    private readonly int _index;
    private readonly string _metadata;
    private readonly byte[] _weights;
    private readonly Func<Model> _make;

    private ModelCase(Func<Model> make, ModelForm form, int index)
    {
        (_make, _form, _index) = (make, form, index);
        Model model = make();
        using MemoryStream file = new();
        ModelFile.Save(model, file);
        KerasArchive archive = KerasArchive.Read(file.ToArray());
        Config = JsonNode.Parse(archive.ConfigJson!)!;
        _metadata = archive.MetadataJson!;
        using MemoryStream weights = new();
        Hdf5File.Write(weights, form == ModelForm.LegacyHdf5 ? Legacy(model) : archive.Weights);
        _weights = weights.ToArray();
    }

    /// <summary>The configuration.</summary>
    public JsonNode Config { get; }

    /// <summary>All cases that a form can hold: every layer of the table of round trips.</summary>
    public static ModelCase[] All(ModelForm form)
    {
        List<ModelCase> cases = [];
        foreach ((Func<Layer> make, Tensor[] inputs) in EveryLayerRoundTripTests.s_cases)
        {
            try { cases.Add(new(() => Made(make(), inputs), form, cases.Count)); }
            catch (ArgumentException) { } // layers that only work where rows are not independent
        }

        return [.. cases];
    }

    /// <summary>A new model.</summary>
    public Model Make() => _make();

    /// <summary>The file with another configuration.</summary>
    public byte[] With(JsonNode config) => File(config, _weights);

    /// <summary>The file with other bytes of weights: of the whole file, where it is one.</summary>
    public byte[] WithWeights(Func<byte[], byte[]> change) =>
        _form is ModelForm.LegacyHdf5 or ModelForm.Json ? change(File(Config, _weights)) : File(Config, change(_weights));

    private static Model Made(Layer layer, Tensor[] inputs)
    {
        Node[] nodes = [.. inputs.Select(x => new Input(x.Shape[1..], x.DType).Node)];
        return new(nodes, [layer.Apply(nodes)]);
    }

    private static Hdf5Group Legacy(Model model)
    {
        Layer[] layers = [.. model.Sublayers];
        Hdf5Group all = new();
        all.Attributes["layer_names"] = StoredArray.Of([layers.Length], [.. layers.Select(layer => layer.Name!)]);
        foreach (Layer layer in layers)
        {
            Hdf5Group group = all.Groups[layer.Name!] = new();
            group.Attributes["weight_names"] = StoredArray.Of([layer.Parameters.Count], [.. layer.Parameters.Select((_, i) => $"w{i}")]);
            for (int i = 0; i < layer.Parameters.Count; i++)
            {
                group.Datasets[$"w{i}"] = new(StoredArray.Of<float>(layer.Parameters[i].Shape, layer.Parameters[i].ToArray<float>()));
            }
        }

        Hdf5Group root = new();
        root.Groups["model_weights"] = all;
        root.Attributes["keras_version"] = StoredArray.Of("3.15.1");
        return root;
    }

    private byte[] File(JsonNode config, byte[] weights)
    {
        string text = ConfigJson.Text(config);
        switch (_form)
        {
            case ModelForm.Json: return Encoding.UTF8.GetBytes(text);
            case ModelForm.Weights: return [.. BitConverter.GetBytes(_index), .. weights];
            case ModelForm.LegacyHdf5:
                using (MemoryStream file = new())
                {
                    Hdf5Group root = Hdf5File.Read(weights);
                    root.Attributes["model_config"] = StoredArray.Of(text);
                    Hdf5File.Write(file, root);
                    return file.ToArray();
                }

            default:
                using (MemoryStream file = new())
                {
                    Hebb.Formats.Zip.ZipWriter zip = new(file);
                    zip.Add("metadata.json", [Encoding.UTF8.GetBytes(_metadata)]);
                    zip.Add("config.json", [Encoding.UTF8.GetBytes(text)]);
                    zip.Add("model.weights.h5", [weights]);
                    zip.Finish();
                    return file.ToArray();
                }
        }
    }
}
