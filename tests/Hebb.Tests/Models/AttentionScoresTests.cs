using Hebb.Layers;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Models;

public sealed class AttentionScoresTests
{
    /// <summary>Golden values: PyTorch 1.13, MultiheadAttention with average_attn_weights=False, eng/golden/attention.py.</summary>
    private static readonly double[]
        s_self =
        [
            0.363523575115, 0.311426869677, 0.325049555207, 0.194673129202, 0.517556132276, 0.287770738522, 0.273983432369, 0.388035471803, 0.337981095828,
            0.415197459161, 0.503761893426, 0.0810406474131, 0.363001897291, 0.568644318202, 0.0683537845065, 0.31125353761, 0.364326177267, 0.324420285123
        ],
        s_causal =
        [
            1, 0, 0, 0.273329305227, 0.726670694773, 0, 0.273983432369, 0.388035471803, 0.337981095828, 1, 0, 0, 0.38963491855, 0.61036508145, 0, 0.31125353761,
            0.364326177267, 0.324420285123
        ],
        s_masked =
        [
            0.527937497278, 0, 0.472062502722, 0.403514568691, 0, 0.596485431309, 0.447711296561, 0, 0.552288703439, 0.836689995509, 0, 0.163310004491,
            0.841537303458, 0, 0.158462696542, 0.489643471981, 0, 0.510356528019
        ],
        s_cross =
        [
            0.537219856249, 0.462780143751, 0.286692000165, 0.713307999835, 0.417886324287, 0.582113675713, 0.671591760325, 0.328408239675, 0.703033747152,
            0.296966252848, 0.516566748704, 0.483433251296
        ];

    private static readonly Tensor s_x = Numbers([1, 3, 4], 7, 11, 5, 1), s_read = Numbers([1, 2, 4], 5, 7, 3, 1);

    [Fact]
    public void Inside_of_an_encoder_they_are_what_pytorch_computes()
    {
        Sequential model = new([new Input([3, 4]), new TransformerEncoder(6, 2)]);
        Fill(model);
        (string name, Tensor scores) = Assert.Single(model.AttentionScores(s_x));
        Assert.Equal("transformer_encoder/self_attention_layer", name);
        Assert.Equal([1, 2, 3, 3], scores.Shape.ToArray());
        Near.Equal(s_self, scores, 1e-5);
    }

    [Fact]
    public void Inside_of_a_decoder_nothing_is_given_to_what_comes_later()
    {
        Sequential model = new([new Input([3, 4]), new TransformerDecoder(6, 2)]);
        Fill(model);
        Near.Equal(s_causal, Assert.Single(model.AttentionScores(s_x)).Value, 1e-5);
    }

    [Fact]
    public void What_a_mask_hides_gets_nothing()
    {
        Input x = new([3, 4]), mask = new([3], DType.Bool);
        Model model = new([x, mask], [new TransformerEncoder(6, 2).Apply([x, mask])]);
        Fill(model);
        Near.Equal(s_masked, Assert.Single(model.AttentionScores([s_x, Tensor.Create(new[,] { { true, false, true } })])).Value, 1e-5);
    }

    [Fact]
    public void Queries_and_keys_may_differ_in_number()
    {
        Input x = new([3, 4]), read = new([2, 4]);
        Model model = new([x, read], [new MultiHeadAttention(2, 2).Apply([x, read])]);
        Fill(model);
        Tensor scores = model.AttentionScores([s_x, s_read])["multi_head_attention"];
        Assert.Equal([1, 2, 3, 2], scores.Shape.ToArray());
        Near.Equal(s_cross, scores, 1e-5);
    }

    [Fact]
    public void A_decoder_that_reads_has_two_and_its_second_one_looks_at_what_was_read()
    {
        Input x = new([3, 4]), read = new([2, 4]);
        TransformerDecoder decoder = new(6, 2);
        Model model = new([x, read], [decoder.Apply([x, read])]);
        OrderedDictionary<string, Tensor> scores = model.AttentionScores([s_x, s_read]);
        Assert.Equal(["transformer_decoder/self_attention_layer", "transformer_decoder/cross_attention_layer"], scores.Keys);
        Tensor query = model.Activations([s_x, s_read])["transformer_decoder/self_attention_layer_norm"];
        MultiHeadAttention cross = decoder.Sublayers.OfType<MultiHeadAttention>().ElementAt(1);
        Near.Equal(cross.ApplyAll([query, s_read])[1].ToDoubles(), scores.GetAt(1).Value, 1e-6);
    }

    [Fact]
    public void Attention_without_heads_has_no_axis_for_them()
    {
        Input x = new([3, 4]), read = new([2, 4]);
        Model model = new([x, read], [new Attention().Apply([x, read]), new AdditiveAttention { UseScale = false }.Apply([x, read])]);
        OrderedDictionary<string, Tensor> scores = model.AttentionScores([s_x, s_read]);
        Assert.Equal(["attention", "additive_attention"], scores.Keys);
        Assert.All(scores.Values, one => Assert.Equal([1, 3, 2], one.Shape.ToArray()));
        double[] q = s_x.ToDoubles(), k = s_read.ToDoubles();
        Near.Equal(Softmax((t, s) => Enumerable.Range(0, 4).Sum(i => q[(t * 4) + i] * k[(s * 4) + i])), scores["attention"], 1e-6);
        Near.Equal(Softmax((t, s) => Enumerable.Range(0, 4).Sum(i => Math.Tanh(q[(t * 4) + i] + k[(s * 4) + i]))), scores["additive_attention"], 1e-6);

        static double[] Softmax(Func<int, int, double> score) => [.. Enumerable.Range(0, 3).SelectMany(t =>
        {
            double[] powers = [.. Enumerable.Range(0, 2).Select(s => Math.Exp(score(t, s)))];
            return powers.Select(power => power / powers.Sum());
        })];
    }

    [Fact]
    public void Every_use_and_every_inner_model_is_named_and_the_scores_are_those_that_the_layer_gives()
    {
        GroupQueryAttention shared = new(2, 4, 2) { Name = "shared", Dropout = 0.5 };
        Sequential inner = new([new Input([5, 4]), new TransformerEncoder(6, 2) { Dropout = 0.5 }]) { Name = "inner" };
        Node x = new Input([5, 4]), once = shared.Apply([x, x]), twice = shared.Apply([once, once]);
        Model model = new(x, inner.Apply(twice)) { Seed = 4 };
        Tensor rows = Draw.Floats(new Random(1), [3, 5, 4]);
        OrderedDictionary<string, Tensor> scores = model.AttentionScores(rows);
        Assert.Equal(["shared", "shared (2)", "inner/transformer_encoder/self_attention_layer"], scores.Keys);
        Assert.Equal([3, 4, 5, 5], scores["shared"].Shape.ToArray());
        IReadOnlyList<Tensor> first = shared.ApplyAll([rows, rows]);
        Near.Equal(first[1].ToDoubles(), scores["shared"], 1e-6);
        Near.Equal(shared.ApplyAll([first[0], first[0]])[1].ToDoubles(), scores["shared (2)"], 1e-6);
        Assert.All(scores.Values.SelectMany(one => one.Sum(-1).ToDoubles()), sum => Assert.Equal(1, sum, 1e-5));
    }

    [Fact]
    public void Looking_changes_nothing_and_follows_the_weights_and_the_rows()
    {
        Sequential model = new([
            new Input([3], DType.Int32),
            new Embedding(7, 4) { MaskZero = true },
            new TransformerEncoder(6, 2) { Dropout = 0.5 },
            new GlobalAveragePooling1D(),
            new Dense(1),
        ])
        {
            Seed = 2,
        };
        model.Compile(new Hebb.Optimizers.SGD(0.5), Hebb.Losses.Loss.MeanSquaredError);
        Tensor x = Tensor.Create(new[,] { { 0, 3, 5 }, { 1, 2, 6 } });
        double[] before = model.Predict(x).ToDoubles(), scores = model.AttentionScores(x).GetAt(0).Value.ToDoubles();
        Assert.Equal(before, model.Predict(x).ToDoubles());
        Assert.All([3, 6, 12, 15], i => Assert.Equal(0, scores[i])); // words do not look at the padding before them
        Assert.All([0, 1, 2, 9, 10, 11], i => Assert.Equal(0, scores[i])); // and the padding sees nothing
        Assert.All(scores[18..], score => Assert.True(score > 0));
        model.TrainOnBatch(x, Tensor.Create(new[,] { { 1f }, { -1 } }));
        Assert.NotEqual(scores, model.AttentionScores(x).GetAt(0).Value.ToDoubles());
        Assert.Equal([1, 2, 3, 3], model.AttentionScores(Tensor.Create(new[,] { { 1, 2, 6 } })).GetAt(0).Value.Shape.ToArray());
        Assert.Throws<ShapeException>(() => model.AttentionScores(Tensor.Zeros([1, 4, 2], DType.Int32)));
    }

    [Fact]
    public void Layers_inside_of_a_cell_take_part_in_a_loop_and_cannot_be_seen()
    {
        Sequential model = new([new Input([3, 4]), new RNN(new Reading()), new Dense(1)]);
        Assert.Empty(model.AttentionScores(s_x));
        Assert.Equal(["rnn", "dense"], model.Activations(s_x).Keys);
    }

    [Fact]
    public void A_model_without_attention_has_none()
    {
        Sequential model = new([new Input([2]), new Dense(3), new Dense(1)]);
        Assert.Empty(model.AttentionScores(Tensor.Ones([2, 2])));
    }

    /// <summary>Gives every attention in a model the weights of the golden values.</summary>
    private static void Fill(Model model)
    {
        _ = model.Parameters;
        foreach (MultiHeadAttention layer in Inside(model).OfType<MultiHeadAttention>())
        {
            for (int i = 0; i < 8; i++)
            {
                Parameter parameter = layer.Parameters[i];
                double scale = (i / 2 + 1) / 2.0;
                parameter.SetValues<float>(
                    (i % 2 == 0 ? Numbers(parameter.Shape, 5, 7, 3, scale) : Numbers(parameter.Shape, 7, 11, 5, scale)).ToArray<float>());
            }
        }
    }

    /// <summary>A cell that attends to its state.</summary>
    private sealed class Reading : RnnCell
    {
        private readonly MultiHeadAttention _attention;

        public Reading() => _attention = AddLayer(new MultiHeadAttention(2, 2));

        public override IReadOnlyList<Shape> StateShapes(Shape step) => [[step[1]]];

        public override (Tensor Output, IReadOnlyList<Tensor> States) Step(IReadOnlyList<Tensor> x, IReadOnlyList<Tensor> states, bool training)
        {
            Tensor read = _attention.Apply([x[0].ExpandDims(1), states[0].ExpandDims(1)], training).Squeeze(1);
            return (read, [read]);
        }
    }

    private static IEnumerable<Layer> Inside(Layer layer) => layer.Sublayers.SelectMany(Inside).Prepend(layer);

    private static Tensor Numbers(Shape shape, int factor, int modulus, int shift, double scale) =>
        Tensor.Create<float>([.. Enumerable.Range(0, (int)shape.Size).Select(k => (float)((k * factor % modulus - shift) / 4.0 * scale))], shape);
}
