using Hebb.Graphs;
using Hebb.Tensors;

namespace Hebb.Tests.Graphs;

/// <summary>
/// A second, slow device: it computes op by op with the reference evaluation, and keeps parameters in memory that no pointer of the host reaches. What runs on
/// it knows no kernel.
/// </summary>
internal sealed class ReferenceDevice : Device
{
    /// <summary>How many graphs were compiled.</summary>
    public int Compiled { get; private set; }

    /// <summary>How often the host sent the numbers of a step.</summary>
    public int StepUploads { get; private set; }

    /// <summary>How often the host wrote into a parameter.</summary>
    public int ParameterWrites { get; private set; }

    public override string Name => "reference";

    public override DeviceBuffer Allocate(Shape shape, DType type) => new Memory(this, shape.Size * type.Size);

    public override Executable Compile(TracedGraph graph, Executable? sibling = null)
    {
        Assert.True(sibling is null or Program);
        Compiled++;
        return new Program(this, graph);
    }

    public override void Share(int parts, Action<int> part)
    {
        for (int i = 0; i < parts; i++) { part(i); }
    }

    private sealed class Memory(ReferenceDevice device, long bytes) : DeviceBuffer
    {
        public byte[] Content { get; set; } = new byte[bytes];

        public override long Bytes => Content.Length;

        public override void Read(Span<byte> to)
        {
            Assert.Equal(Content.Length, to.Length);
            Content.CopyTo(to);
        }

        public override void Write(ReadOnlySpan<byte> from)
        {
            Assert.Equal(Content.Length, from.Length);
            device.ParameterWrites++;
            Content = from.ToArray();
        }
    }

    private sealed class Program(ReferenceDevice device, TracedGraph graph) : Executable(graph)
    {
        private readonly TracedGraph _graph = graph;
        private readonly Interpreter _interpreter = new(graph.Roots);
        private readonly IReadOnlyList<Parameter> _hostScalars = graph.HostScalars;

        public override long Bytes => 0;

        public override ProgramListing Describe(Call call, int runs)
        {
            IEnumerable<Tensor> computed = _graph.Tensors.Where(tensor => tensor.Value is null);
            return new([.. computed.Select(tensor => new ProgramLine(tensor.Op.Name, tensor.ScopePath, 0, 0, double.NaN))], 0);
        }

        protected override bool Execute(Call call)
        {
            Storage[] arguments = new Storage[call.Arguments.Length];
            for (int i = 0; i < arguments.Length; i++) { arguments[i] = Copied(call.Arguments[i].Evaluated().Span<byte>()); }

            // One transfer: the number of the step, then the numbers that the host computes for it.
            Storage[] numbers = [Copied(Tensor.Scalar(call.Step, DType.Int64).Value!.Span<byte>()), .. _hostScalars.Select(scalar => Copied(scalar.ToBytes()))];
            device.StepUploads++;

            Dictionary<Tensor, Storage> values = _interpreter.Run(leaf => leaf.Op switch
            {
                Input input => input.Index == arguments.Length ? numbers[0] : arguments[input.Index],
                ParameterRead { Parameter: { Device: null } scalar } => numbers[1 + _hostScalars.ToList().IndexOf(scalar)],
                ParameterRead { Parameter: var parameter } => Copied(((Memory)parameter.Buffer).Content),
                _ => throw new InvalidOperationException(leaf.Op.Name),
            });
            for (int i = 0; i < call.Results.Length; i++) { values[_graph.Outputs[i]].Span<byte>().CopyTo(call.Results[i].Value!.Span<byte>()); }
            if (_graph.FiniteResult is { } must && !float.IsFinite(call.Results[must].AsSpan<float>()[0])) { return false; }
            foreach ((Parameter parameter, Tensor value) in _graph.Assignments) { ((Memory)parameter.Buffer).Content = values[value].Span<byte>().ToArray(); }
            return true;
        }

        private static Storage Copied(ReadOnlySpan<byte> bytes)
        {
            Storage storage = new(bytes.Length);
            storage.Write(bytes);
            return storage;
        }
    }
}
