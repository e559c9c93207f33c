using Hebb.Cpu.Running;
using Hebb.Tensors;

namespace Hebb.Cpu;

/// <summary>
/// The memory one call of a function needs beside the frame of its program: one arena and one set of scratch memory, as large as the most demanding program
/// that ran here, and shared by the programs for all shapes.
/// </summary>
/// <param name="number">Which of the function's workspaces it is: where a program finds its frame for it.</param>
internal sealed class Workspace(int number)
{
    /// <summary>Which of the function's workspaces it is.</summary>
    public int Number { get; } = number;

    /// <summary>The number of the step, in memory where kernels read it.</summary>
    public Storage Step { get; } = new(sizeof(long));

    /// <summary>The scratch memory of workers.</summary>
    public Scratch Scratch { get; } = new();

    /// <summary>The memory of intermediate values.</summary>
    public Storage Arena { get; private set; } = new(0);

    /// <summary>Makes sure that there is enough memory.</summary>
    public void Reserve(long arenaBytes, int workers, long scratchBytes)
    {
        if (Arena.Bytes < arenaBytes) { Arena = new(arenaBytes); }
        Scratch.Reserve(workers, scratchBytes);
    }
}
