using Hebb.Tensors;

namespace Hebb.Graphs;

/// <summary>
/// C# code over tensors, compiled: it is traced once per shapes of its arguments into a graph, which is rewritten, fused and planned into
/// a program that runs many times without allocating. Inside it, parameters behave like variables: reads see earlier assignments,
/// and assignments take effect when the program has run.
/// </summary>
/// <remarks>
/// A function without assignments may be called by many threads at once. One with assignments runs one call at a time. The code
/// itself runs only while tracing: what it prints or counts happens once per shape.
/// <para>
/// Programs are kept while they take less than about 64 MiB together, which is room for hundreds of shapes of large networks and for thousands of small ones.
/// Beyond that the least recently used ones are freed, and compiled again when their shapes come back.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// Parameter w = new("w", Tensor.Scalar(3));
/// Function step = new(x =>
/// {
///     Tensor loss = (x * w.Value).Square().Mean();
///     w.Assign(w.Value - 0.1 * Gradient.Of(loss, [w])[0]);
///     return loss;
/// });
/// double loss = step.Call(Tensor.Create(1f, 2f))[0].Item();
/// </code>
/// </example>
public sealed class Function
{
    private readonly Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> _body;
    private readonly Lock _compiling = new();
    private long _step;

    /// <summary>A function of any number of arguments and results.</summary>
    public Function(Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> body) => _body = body;

    /// <summary>A function without arguments.</summary>
    public Function(Func<Tensor> body) : this(_ => [body()]) { }

    /// <summary>A function of one argument.</summary>
    public Function(Func<Tensor, Tensor> body) : this(x => [body(x[0])]) { }

    /// <summary>A function of two arguments.</summary>
    public Function(Func<Tensor, Tensor, Tensor> body) : this(x => [body(x[0], x[1])]) { }

    /// <summary>A function of three arguments.</summary>
    public Function(Func<Tensor, Tensor, Tensor, Tensor> body) : this(x => [body(x[0], x[1], x[2])]) { }

    /// <summary>The name in listings and errors.</summary>
    public string Name { get; init; } = "function";

    /// <summary>
    /// Whether to compute op by op with the reference evaluation and to look for NaN and infinity after each: slow, but a
    /// <see cref="NonFiniteException"/> tells the first op and layer that went wrong.
    /// </summary>
    public bool Debug { get; init; }

    /// <summary>
    /// The number of threads that share large kernels, from the next call on; results do not depend on it, bit for bit. Null for as many as the process uses:
    /// <c>Compute.Threads</c>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int? Threads
    {
        get;
        set
        {
            SettingRange.AtLeast(1, value);
            field = value;
        }
    }

    /// <summary>The step of the next call: what makes random numbers differ from call to call. Each call adds one.</summary>
    public long Step
    {
        get => Interlocked.Read(ref _step);
        set => Interlocked.Exchange(ref _step, value);
    }

    /// <summary>Runs the function.</summary>
    /// <returns>The results, in new tensors.</returns>
    /// <exception cref="ShapeException">The code applies an op to shapes that do not fit.</exception>
    public Tensor[] Call(params ReadOnlySpan<Tensor> arguments)
    {
        Executable program = For(arguments);
        Tensor[] results = program.NewResults();
        Run(program, arguments, results);
        return results;
    }

    /// <summary>The number of the result, one float, that must be finite for assignments to take effect; null if they always do.</summary>
    internal int? FiniteResult { get; init; }

    /// <summary>The programs that are ready to run.</summary>
    internal ProgramCache Programs { get; init; } = new();

    /// <summary>The program for arguments of these shapes, compiled if there is none yet.</summary>
    internal Executable Prepare(ReadOnlySpan<Tensor> arguments) => For(arguments);

    /// <summary>Runs a program of this function.</summary>
    /// <returns>Whether assignments took effect.</returns>
    internal bool Run(Executable program, ReadOnlySpan<Tensor> arguments, ReadOnlySpan<Tensor> results) =>
        program.Run(new(arguments, results, Interlocked.Increment(ref _step) - 1, Threads));

    /// <summary>Tensors for the results of a call with arguments of these shapes.</summary>
    internal Tensor[] NewResults(ReadOnlySpan<Tensor> arguments) => For(arguments).NewResults();

    /// <summary>Runs the function and writes the results into tensors that an earlier call with the same shapes returned: nothing is allocated.</summary>
    /// <exception cref="ArgumentException">The tensors do not have the shapes of the results.</exception>
    public void Run(ReadOnlySpan<Tensor> arguments, ReadOnlySpan<Tensor> results) => Run(For(arguments), arguments, results);

    /// <summary>The program for arguments of these shapes, kernel by kernel; with times if <paramref name="runs"/> is positive.</summary>
    /// <param name="arguments">Arguments of the shapes in question.</param>
    /// <param name="runs">How often to run the program for measuring. Assignments take effect each time.</param>
    public ProgramListing Describe(ReadOnlySpan<Tensor> arguments, int runs = 0)
    {
        Executable program = For(arguments);
        return program.Describe(new(arguments, program.NewResults(), Step, Threads), runs);
    }

    private Executable For(ReadOnlySpan<Tensor> arguments)
    {
        if (Programs.Find(arguments) is { } known) { return known; }
        lock (_compiling)
        {
            if (Programs.Find(arguments) is { } meanwhile) { return meanwhile; }
            (Shape, DType)[] types = new (Shape, DType)[arguments.Length];
            for (int i = 0; i < types.Length; i++) { types[i] = (arguments[i].Shape, arguments[i].DType); }
            TracedGraph graph = TracedGraph.Of(_body, types) with { FiniteResult = FiniteResult };
            Executable compiled = Debug ? new InterpretedProgram(graph) : graph.Device.Compile(Simplify.Of(graph), Programs.Latest);
            Programs.Add(compiled);
            return compiled;
        }
    }
}
