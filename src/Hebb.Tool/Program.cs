using Hebb.Cli;

return await HebbTool.RunAsync(args);
