using System.Text;
using System.Text.Json.Nodes;
using Hebb.Formats;
using Hebb.Keras;
using Hebb.Models;
using Hebb.Tensors;

namespace Hebb.Fuzz;

/// <summary>How a model lies in a file.</summary>
internal enum ModelForm
{
    /// <summary>A zip of JSON and HDF5.</summary>
    Keras,

    /// <summary>HDF5 with the configuration as an attribute.</summary>
    LegacyHdf5,

    /// <summary>HDF5 with weights only, loaded into the model.</summary>
    Weights,

    /// <summary>JSON alone.</summary>
    Json,
}

/// <summary>A reader of models: every kind of layer, with damaged settings and sound checksums, and a prediction with what loads.</summary>
internal sealed class ModelTarget(string name, ModelForm form) : FuzzTarget(name, typeof(FileFormatException))
{
    private const int BatchRows = 2;

    private readonly ModelCase[] _cases = ModelCase.All(form);

    public override int PermittedExpansion => form == ModelForm.Keras ? 100 : 1;

    public override bool Makes => form is ModelForm.Json or ModelForm.Weights;

    public override byte[] Input(long number)
    {
        Random random = Random(number);
        ModelCase one = _cases[(int)(number % _cases.Length)];
        long round = number / _cases.Length;
        if (form == ModelForm.Weights || round > 0 && random.Next(8) == 0) { return one.WithWeights(weights => Damage.Bytes(weights, random)); }
        // First each number of each configuration by each value, then several at a time.
        int singles = JsonDamage.Singles(one.Config);
        JsonNode config = round == 0 ? one.Config : round <= singles ? JsonDamage.Single(one.Config, (int)round - 1) : JsonDamage.Several(one.Config, random);
        return one.With(config);
    }

    public override Action? Read(byte[] input)
    {
        if (form == ModelForm.Weights)
        {
            // The number of the case stands in front.
            int index = BitConverter.ToInt32(input);
            Model target = _cases[index].Make();
            ModelFile.GiveWeights(target, KerasArchive.Read(input.AsMemory(4)), "weights");
            return () => Predict(target);
        }

        Model model = form == ModelForm.Json ? ModelFile.FromJson(Encoding.UTF8.GetString(input)) : ModelFile.Load(new MemoryStream(input));
        return () => Predict(model);
    }

    /// <summary>Predicts random rows; that they do not fit a model of open extents is no fault.</summary>
    private static void Predict(Model model)
    {
        Random random = new(1);
        try
        {
            _ = model.Predict([.. model.InputRows!.Select(input => Rows([BatchRows, .. input.Row.Select(extent => extent ?? 8)], input.Type, random))]);
        }
        catch (ArgumentException) { }
        catch (InvalidOperationException) { }
    }

    private static Tensor Rows(Shape shape, DType type, Random random)
    {
        if (shape.Size > 1 << 22) { return Tensor.Zeros(shape, type); }
        int count = (int)shape.Size;
        return type switch
        {
            DType.Float32 => Tensor.Create([.. Enumerable.Range(0, count).Select(_ => random.NextSingle())], shape),
            DType.Float64 => Tensor.Create([.. Enumerable.Range(0, count).Select(_ => random.NextDouble())], shape),
            DType.Int32 => Tensor.Create([.. Enumerable.Range(0, count).Select(_ => random.Next(3))], shape),
            DType.Int64 => Tensor.Create([.. Enumerable.Range(0, count).Select(_ => (long)random.Next(3))], shape),
            _ => Tensor.Create([.. Enumerable.Range(0, count).Select(_ => random.Next(2) > 0)], shape),
        };
    }
}
